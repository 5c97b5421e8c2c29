"""Which consumers a service's map of events asks for."""

from shared.bus.handler import Source, by_name, sources
from shared.bus.streams import declared, services
from shared.events import ActRecorded, LetterDue, TenantChanged
from tests.support.bus import BellBroken, BellRung


async def copy(event: TenantChanged) -> None: ...


async def keep_count(event: BellRung | BellBroken) -> None: ...


async def log_act(event: ActRecorded) -> None: ...


class Publisher:
    """Handlers may be methods."""

    async def publish(self, event: object) -> None: ...


AGAIN = Source("AVOW_AGAIN", "policy_hosting", ("avow-again.policy_hosting.>",))


def test_a_handler_reads_the_stream_of_the_service_that_speaks() -> None:
    assert sources("policy_hosting", {TenantChanged: [copy]}) == [
        Source("AVOW_TENANT_AUTH", "policy_hosting-copy", ("avow.*.tenant_auth.tenant.changed",)),
        AGAIN,
    ]


def test_a_handler_of_two_events_is_one_consumer() -> None:
    assert sources("policy_hosting", {BellRung: [keep_count], BellBroken: [keep_count]}) == [
        Source(
            "AVOW_POLICY_HOSTING",
            "policy_hosting-keep_count",
            ("avow.*.policy_hosting.bell.rung", "avow.*.policy_hosting.bell.broken"),
        ),
        AGAIN,
    ]


def test_what_every_service_says_is_read_from_every_stream() -> None:
    found = [source for source in sources("tenant_auth", {ActRecorded: [log_act]}) if source.stream != "AVOW_AGAIN"]
    assert [source.stream for source in found] == [f"AVOW_{service.upper()}" for service in services()]
    assert {source.durable for source in found} == {"tenant_auth-log_act"}
    assert found[0].subjects == ("avow.*.tenant_auth.act.recorded",)


def test_what_a_service_says_to_itself_is_read_from_its_own_stream_alone() -> None:
    found = [source for source in sources("tenant_auth", {LetterDue: [copy]}) if source.stream != "AVOW_AGAIN"]
    assert found == [Source("AVOW_TENANT_AUTH", "tenant_auth-copy", ("avow.*.tenant_auth.letter.due",))]


def test_a_service_that_hears_nothing_needs_no_consumer() -> None:
    assert sources("policy_hosting", {}) == []


def test_a_method_may_stand_under_two_events() -> None:
    publisher = Publisher()
    assert set(by_name({BellRung: [publisher.publish], BellBroken: [publisher.publish]})) == {"publish"}


def test_each_streams_subjects_are_its_services_own() -> None:
    for service in services():
        assert declared()[f"AVOW_{service.upper()}"].subjects == [f"avow.*.{service}.>"]
