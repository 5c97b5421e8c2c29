"""What opens the right to object: a task in the public interest, a legitimate interest, direct marketing."""

from services.policy_hosting.facts.activities import Activity, Article
from services.policy_hosting.facts.codes import ACTIVITIES
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rights import RightName
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import many, value

APART = (RightName.OBJECTION, RightName.MARKETING_OBJECTION)
GROUNDS = frozenset({Article.PUBLIC_TASK, Article.LEGITIMATE_INTERESTS})
_MARKETING = {"dpv:DirectMarketing", "dpv:Marketing"}


def grounds(facts: Facts) -> frozenset[Article]:
    """The legal bases stated that can be objected to (GDPR Art. 21(1))."""
    bases = (basis for activity in many(facts.activities) for basis in many(activity.bases))
    return GROUNDS & {basis.article for basis in bases}


def opened(facts: Facts) -> tuple[RightName, ...]:
    """The rights to object that the law gives by what the facts say is done, whether they name these rights or not."""
    marketing = any(_is_marketing(activity) for activity in many(facts.activities))
    return tuple(right for right, is_open in zip(APART, (bool(grounds(facts)), marketing), strict=True) if is_open)


def _is_marketing(activity: Activity) -> bool:
    """For oneself, on any basis (Art. 21(2)); who markets for another leaves the answer to that one."""
    shipped = ACTIVITIES.get(str(activity.code))
    terms = many(activity.dpv) or ((shipped.dpv,) if shipped else ())
    return not _MARKETING.isdisjoint(terms) and value(activity.role) is not Role.PROCESSOR
