"""Letters reach a real SMTP server once, whatever happens to it, and are forgotten then."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from shared import letters
from shared.bus.handler import Hopeless
from shared.errors import Invalid
from shared.events import LetterDue
from shared.ids import new_id
from shared.letters.post import FORGOTTEN, GIVEN_UP, Post
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.shared.letters.conftest import Office
from tests.support.clock import MovableClock
from tests.support.databases import Databases
from tests.support.said import said

ADA = "ada@example.com"


async def write(tenant: UUID, to: str = ADA, locale: str = "en", **context: Any) -> LetterDue:
    async with unit_of_work(tenant):
        letter = await letters.write(to=to, template="letters/try", locale=locale, **{"name": "Acme"} | context)
    return LetterDue(service="tenant_auth", letter=letter)


async def row(tenant: UUID, due: LetterDue) -> asyncpg.Record:
    async with unit_of_work(tenant):
        return (await execute("SELECT * FROM letters WHERE id = $1", due.letter))[0]


async def test_a_letter_is_delivered_once_and_then_forgotten(
    office: Office, mailing: ServiceSettings, tenant: UUID
) -> None:
    due = await write(tenant)
    post = Post(mailing)
    async with office.open():
        await post.send_letter(due, tenant)
        await post.send_letter(due, tenant)
    (mail,) = office.mails
    assert office.recipients == [[ADA]]
    assert (mail["Subject"], mail["To"], mail["From"]) == ("A try for Acme", ADA, "Avow <no-reply@avow.example>")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert "http://auth.localhost:8000/try/x" in plain.get_content().splitlines()
    assert html is not None
    assert '<a href="http://auth.localhost:8000/try/x">' in html.get_content()
    assert "<img" not in html.get_content()
    kept = await row(tenant, due)
    assert (kept["state"], kept["sealed"], kept["message_id"]) == ("sent", None, mail["Message-ID"])
    assert ADA not in str(dict(kept))


async def test_what_is_kept_and_said_names_nobody(
    office: Office, mailing: ServiceSettings, tenant: UUID, databases: Databases
) -> None:
    due = await write(tenant, name="Grace Hopper")
    superuser = await asyncpg.connect(databases.superuser_url("tenant_auth"))
    try:
        stored = await superuser.fetchrow("SELECT to_jsonb(l)::text AS t FROM letters l WHERE id = $1", due.letter)
        bus = await superuser.fetch("SELECT body FROM outbox WHERE tenant_id = $1", tenant)
    finally:
        await superuser.close()
    assert stored is not None
    everything = stored["t"] + json.dumps([each["body"] for each in bus])
    assert ADA not in everything
    assert "Grace" not in everything


async def test_a_server_that_is_down_gets_the_letter_when_it_is_up(
    office: Office, mailing: ServiceSettings, tenant: UUID, clock: MovableClock
) -> None:
    due, post = await write(tenant), Post(mailing)
    await post.send_letter(due, tenant)
    first = (await said(tenant, "letter.due"))[-1].due_at
    assert (await row(tenant, due))["state"] == "queued"
    async with office.open():
        await post.send_letter(due, tenant)  # the same message again, before its time
        assert office.mails == []
        assert first is not None
        clock.set_to(first)
        await post.send_letter(due, tenant)
    assert len(office.mails) == 1
    assert (await row(tenant, due))["state"] == "sent"


async def test_the_delay_grows_until_it_is_given_up_loudly(
    mailing: ServiceSettings, tenant: UUID, clock: MovableClock
) -> None:
    due, post = await write(tenant), Post(mailing)
    waited = []
    for _ in range(3):
        await post.send_letter(due, tenant)
        kept = await row(tenant, due)
        waited.append(round((kept["due_at"] - kept["sending_at"]).total_seconds()))
        clock.set_to(kept["due_at"])
    assert waited == [10, 30, 90]
    clock.forward(GIVEN_UP)
    with pytest.raises(Hopeless):
        await post.send_letter(due, tenant)
    assert (await row(tenant, due))["state"] == "failed"


async def test_a_refused_address_is_parked_and_replaying_sends_again(
    office: Office, mailing: ServiceSettings, tenant: UUID
) -> None:
    due, post = await write(tenant), Post(mailing)
    async with office.open():
        office.refused[ADA] = "550 no such person"
        with pytest.raises(Hopeless) as refused:
            await post.send_letter(due, tenant)
        assert refused.value.code == "letter-550"
        assert (await row(tenant, due))["refusal"] == "550"
        office.refused.clear()
        await post.send_letter(due, tenant)
    assert len(office.mails) == 1


async def test_a_letter_that_failed_is_forgotten_after_a_while(
    office: Office, mailing: ServiceSettings, tenant: UUID, clock: MovableClock
) -> None:
    due, post = await write(tenant), Post(mailing)
    office.refused[ADA] = "550 no such person"
    async with office.open():
        with suppress(Hopeless):
            await post.send_letter(due, tenant)
        clock.forward(FORGOTTEN + timedelta(seconds=1))
        await post.send_letter(due, tenant)
    assert (await row(tenant, due))["sealed"] is None


async def test_a_greylisting_server_is_asked_again(office: Office, mailing: ServiceSettings, tenant: UUID) -> None:
    due = await write(tenant)
    office.refused[ADA] = "451 not now"
    async with office.open():
        await Post(mailing).send_letter(due, tenant)
    assert (await row(tenant, due))["state"] == "queued"


async def test_a_kill_between_sending_and_sent_gives_the_same_message_again(
    office: Office, mailing: ServiceSettings, tenant: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends after the server took the letter: `sending` was committed, `sent` was not."""
    due, post = await write(tenant), Post(mailing)

    class Killed(BaseException):
        """As good as kill -9 for the code that runs."""

    def die(*_: object) -> None:
        raise Killed

    async with office.open():
        take = post._server.hand_over

        async def take_and_die(message: Any) -> None:
            await take(message)
            die()

        monkeypatch.setattr(post._server, "hand_over", take_and_die)
        with pytest.raises(Killed):
            await post.send_letter(due, tenant)
        assert (await row(tenant, due))["state"] == "sending"
        await Post(mailing).send_letter(due, tenant)
    first, second = office.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert (
        first.as_bytes().partition(b"\r\n\r\n")[0].split(b"boundary")[0]
        == second.as_bytes().partition(b"\r\n\r\n")[0].split(b"boundary")[0]
    )
    assert (await row(tenant, due))["state"] == "sent"


@pytest.mark.parametrize(
    "address",
    ["", "ada", "ada@", "@example.com", "a b@example.com", "ada@example.com\r\nBcc: eve@example.com", "ada@exa_mple",
     "ada@example.com,eve@example.com", "<ada@example.com>", "ada@example..com", "x" * 65 + "@example.com"],
)  # fmt: skip
async def test_what_is_no_address_is_refused_when_written(tenant: UUID, address: str) -> None:
    with pytest.raises(Invalid):
        await write(tenant, to=address)


async def test_no_value_becomes_a_header_or_a_paragraph(office: Office, mailing: ServiceSettings, tenant: UUID) -> None:
    due = await write(tenant, name="Acme\r\nBcc: eve@example.com\r\n\r\nhttp://evil.example/\u202e<b>")
    async with office.open():
        await Post(mailing).send_letter(due, tenant)
    (mail,) = office.mails
    assert mail["Bcc"] is None
    assert office.recipients == [[ADA]]
    html = mail.get_body(("html",))
    assert html is not None
    assert 'href="http://evil' not in html.get_content()
    assert "<b>" not in html.get_content()


async def test_another_tenant_cannot_send_it(office: Office, mailing: ServiceSettings, tenant: UUID) -> None:
    due = await write(tenant)
    async with office.open():
        await Post(mailing).send_letter(due, new_id())
    assert office.mails == []


async def test_without_a_mail_server_letters_wait(settings: ServiceSettings, tenant: UUID, database: Database) -> None:
    due = await write(tenant)
    await Post(settings).send_letter(due, tenant)
    kept = await row(tenant, due)
    assert (kept["state"], kept["refusal"]) == ("queued", "no-mail-server")
