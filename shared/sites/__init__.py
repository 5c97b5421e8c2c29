"""The site store: what each service has published, as finished bytes that the edge serves."""

from shared.sites.host import HostFile
from shared.sites.manifest import Entry, Manifest
from shared.sites.page import Page, Redirect, Timeline
from shared.sites.sites import OlderRevision, Published, Sites

__all__ = ["Entry", "HostFile", "Manifest", "OlderRevision", "Page", "Published", "Redirect", "Sites", "Timeline"]
