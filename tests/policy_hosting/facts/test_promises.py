"""What other services are told to keep."""

import json

import pytest

from services.policy_hosting.facts.promises import NoticePromise, notice_promise, promises
from services.policy_hosting.facts.record import Facts
from tests.support.facts import TENANTS, facts, loaded


def test_the_promise_of_notice_is_read_whole() -> None:
    assert notice_promise(loaded("004-perfony")) == NoticePromise(
        about="this-text",
        material_only=True,
        length=30,
        unit="working-days",
        calendar="FR",
        channels=("sites",),
    )


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("30 days", (30, "calendar-days")),
        ("2 weeks", (14, "calendar-days")),
        ("36 hours", (2, "calendar-days")),
        ("2 months", (2, "months")),
        ("1 year", (12, "months")),
        ("1 working-day", (1, "working-days")),
        ("30 working-days-mon-fri", (30, "working-days-mon-fri")),
        ("30 working-days-mon-sat", (30, "working-days-mon-sat")),
    ],
)
def test_every_unit_of_notice_has_its_counting(length: str, expected: tuple[int, str]) -> None:
    promise = notice_promise(facts(notices=[{"about": "terms", "length": length}]), "terms")
    assert promise is not None
    assert (promise.length, promise.unit) == expected
    assert not promise.material_only


def test_the_longest_promise_about_a_thing_counts() -> None:
    record = facts(
        notices=[
            {"about": "subprocessors", "length": "14 days"},
            {"about": "subprocessors", "length": "1 month"},
            {"about": "this-text", "length": "1 year"},
        ]
    )
    promise = notice_promise(record, "subprocessors")
    assert promise is not None
    assert (promise.length, promise.unit) == (1, "months")


@pytest.mark.parametrize("length", ["none", "not-stated"])
def test_no_notice_and_silence_are_no_promise(length: str) -> None:
    assert notice_promise(facts(notices=[{"about": "this-text", "length": length}])) is None
    assert notice_promise(Facts()) is None


@pytest.mark.parametrize("name", TENANTS)
def test_promises_are_plain_json_without_what_is_not_stated(name: str) -> None:
    kept = promises(loaded(name))
    assert json.loads(json.dumps(kept)) == kept
    assert "contacts" not in kept
    assert "not-stated" not in kept.values()


def test_a_promise_stands_as_it_was_written() -> None:
    kept = promises(loaded("001-denaroo"))
    assert kept["answer"][0]["length"] == "1 month"
    assert kept["answer"][0]["from"] == "confirmation"
    assert kept["breach"][0]["within"] == "48 hours"
    assert promises(facts(transfers="none")) == {"transfers": "none"}
