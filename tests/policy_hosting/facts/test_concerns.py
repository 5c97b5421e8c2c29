"""Each group of people finds its own rows: what its data is used for and how long it is kept."""

from services.policy_hosting.facts.rendering import concerns
from services.policy_hosting.facts.rendering.concerns import Concern
from services.policy_hosting.texts.tree import Inlines, words
from tests.support.facts import facts

THREE_YEARS = [{"length": "3 years", "from": ["last-contact"]}]
RECORD = facts(
    scope={"people": [{"code": "prospects"}, {"code": "customers"}, {"code": "suppliers"}]},
    activities=[
        {"code": "billing", "people": ["customers"]},
        {"code": "direct-marketing", "people": ["customers", "prospects"], "invented": True},
        {"code": "security", "people": "all"},
        {"code": "hosting"},
    ],
    retention=[
        {"for": {"people": ["prospects"]}, "stages": THREE_YEARS},
        {"for": {"people": ["customers"], "activities": ["billing"]}, "stages": [{"length": "10 years"}]},
        {"for": {"activities": ["billing"]}, "stages": [{"length": "5 years"}]},
    ],
)


def plain(lines: tuple[Inlines, ...]) -> list[str]:
    return [words(line) for line in lines]


def group(found: tuple[Concern, ...], who: str) -> Concern:
    return next(each for each in found if words(each.who) == who)


def test_groups_stand_in_the_order_of_the_scope_and_only_with_rows_of_their_own() -> None:
    assert [words(each.who) for each in concerns(RECORD, "en")] == ["Prospects", "Customers"]


def test_a_group_has_its_own_rows_and_those_about_everybody() -> None:
    customers = group(concerns(RECORD, "en"), "Customers")
    assert plain(customers.used_for) == ["Billing and payment", "Direct marketing◦", "Keeping our services secure"]
    assert plain(customers.kept) == ["Billing and payment: 10 years"]


def test_the_group_itself_is_not_said_again() -> None:
    prospects = group(concerns(RECORD, "fr"), "Prospects")
    assert plain(prospects.kept) == ["3 ans à compter de notre dernier contact avec vous"]


def test_where_all_rows_are_for_the_same_people_there_are_no_groups() -> None:
    assert concerns(facts(activities=[{"code": "billing", "people": ["customers"]}]), "en") == ()
    assert concerns(facts(), "en") == ()
