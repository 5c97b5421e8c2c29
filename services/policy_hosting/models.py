"""The tables of this service as the ORM knows them."""

from services.policy_hosting.documents.document import Document
from services.policy_hosting.previews.preview import Preview
from services.policy_hosting.translations.translation import Translation
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.step import Step
from services.policy_hosting.versions.version import Version

__all__ = ["Announcement", "Document", "Preview", "Step", "Translation", "Version"]
