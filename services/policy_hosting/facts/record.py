"""The whole record: eighteen subjects, none of them demanded."""

from services.policy_hosting.facts.activities import Activity
from services.policy_hosting.facts.breach import Breach
from services.policy_hosting.facts.categories import Category
from services.policy_hosting.facts.commitments import Commitment
from services.policy_hosting.facts.contacts import Authority, Contact, Dpo
from services.policy_hosting.facts.cookies import Cookie
from services.policy_hosting.facts.entities import Entity
from services.policy_hosting.facts.entry import Part
from services.policy_hosting.facts.notices import Notice
from services.policy_hosting.facts.recipients import Recipient, Transfer
from services.policy_hosting.facts.retention import Retention
from services.policy_hosting.facts.rights import Answer, Identity, Right
from services.policy_hosting.facts.said import Stated, StatedMany, is_stated
from services.policy_hosting.facts.scope import Scope
from services.policy_hosting.facts.territory import Territory


class Facts(Part):
    """What one version of a document promises and states."""

    scope: Stated[Scope] = None
    entities: StatedMany[Entity] = None
    contacts: StatedMany[Contact] = None
    dpo: Stated[Dpo] = None
    authorities: StatedMany[Authority] = None
    categories: StatedMany[Category] = None
    activities: StatedMany[Activity] = None
    retention: StatedMany[Retention] = None
    recipients: StatedMany[Recipient] = None
    transfers: StatedMany[Transfer] = None
    territory: StatedMany[Territory] = None
    rights: StatedMany[Right] = None
    answer: StatedMany[Answer] = None
    identity: StatedMany[Identity] = None
    notices: StatedMany[Notice] = None
    breach: StatedMany[Breach] = None
    cookies: StatedMany[Cookie] = None
    commitments: StatedMany[Commitment] = None

    def stated(self) -> tuple[int, int]:
        """How many subjects the record says something about, and how many there are."""
        subjects = type(self).model_fields
        return sum(is_stated(getattr(self, name)) for name in subjects), len(subjects)
