"""The post: hands due letters to the mail server, tries again when it is away, parks what it refuses."""

from datetime import timedelta
from uuid import UUID

from shared import clock
from shared.bus import outbox
from shared.bus.handler import Hopeless, own_work
from shared.events import LetterDue
from shared.keys import keys_of
from shared.letters.letter import Letter
from shared.letters.mail import mail
from shared.letters.metrics import LETTERS
from shared.letters.server import MailServer, NotNow, Refused
from shared.logs import log
from shared.settings import ServiceSettings
from shared.tenancy.unit_of_work import execute, unit_of_work

FIRST, GROWTH, MOST = timedelta(seconds=10), 3, timedelta(hours=1)
GIVEN_UP = timedelta(days=3)  # a server that is away so long is not coming back by itself
FORGOTTEN = timedelta(days=14)  # how long a letter that failed waits for a person to set it going again
_CLAIMED = """UPDATE letters SET state = 'sending', sending_at = $2, tries = tries + 1 WHERE id = $1
    RETURNING id, message_id, locale, tries, created_at, sealed"""


class Post:
    """Sends the letters of one service; `sending` is committed before the SMTP dialogue, `sent` after it."""

    def __init__(self, settings: ServiceSettings, *, first: timedelta = FIRST) -> None:
        self._settings = settings
        self._server = MailServer(settings.smtp)
        self._first = first

    @own_work
    async def send_letter(self, event: LetterDue, tenant: UUID) -> None:
        """Send it if it is due; the state of the letter says whether that was done already."""
        async with unit_of_work(tenant):
            letter = await self._claim(event.letter, tenant)
        if letter is None:
            return
        try:
            await self._server.hand_over(
                mail(
                    letter.text,
                    to=letter.to,
                    sender=self._settings.sender,
                    message_id=letter.message_id,
                    locale=letter.locale,
                    written_at=letter.created_at,
                    static=self._settings.static,
                )
            )
        except Refused as fault:
            await self._fail(event, letter, tenant, fault.code)
        except NotNow as fault:
            await self._later(event, letter, tenant, fault.code)
        else:
            async with unit_of_work(tenant):
                await execute(
                    "UPDATE letters SET state = 'sent', sent_at = $2, sealed = NULL, refusal = NULL WHERE id = $1",
                    letter.id,
                    clock.now(),
                )
            self._count(event, "sent")

    async def _claim(self, identity: UUID, tenant: UUID) -> Letter | None:
        rows = await execute(
            "SELECT state, due_at, failed_at, sealed IS NULL AS empty FROM letters WHERE id = $1 FOR UPDATE", identity
        )
        if not rows or rows[0]["empty"]:
            return None
        row, now = rows[0], clock.now()
        if row["state"] == "queued" and row["due_at"] > now:
            return None  # another message of the same letter: its time comes
        if row["state"] == "failed" and row["failed_at"] + FORGOTTEN <= now:
            await execute("UPDATE letters SET sealed = NULL WHERE id = $1", identity)
            return None
        claimed = await execute(_CLAIMED, identity, now)
        return Letter.read(claimed[0], keys_of(self._settings), tenant)

    async def _later(self, event: LetterDue, letter: Letter, tenant: UUID, code: str) -> None:
        now = clock.now()
        if now - letter.created_at >= GIVEN_UP:
            await self._fail(event, letter, tenant, code)
        due = now + min(self._first * GROWTH ** min(letter.tries - 1, 10), MOST)
        async with unit_of_work(tenant):
            await execute(
                "UPDATE letters SET state = 'queued', due_at = $2, refusal = $3 WHERE id = $1", letter.id, due, code
            )
            await outbox.record(event, due_at=due, aggregate=letter.id)
        log.warning("letter not handed over", letter=letter.id, code=code, tries=letter.tries, again_at=due.isoformat())
        self._count(event, "later")

    async def _fail(self, event: LetterDue, letter: Letter, tenant: UUID, code: str) -> None:
        """Keep it for a person: its event is parked, and replaying that sends the letter again."""
        now = clock.now()
        async with unit_of_work(tenant):
            await execute(
                "UPDATE letters SET state = 'failed', failed_at = $2, refusal = $3 WHERE id = $1", letter.id, now, code
            )
            await outbox.record(event, due_at=now + FORGOTTEN, aggregate=letter.id)
        log.error("letter failed", letter=letter.id, code=code)
        self._count(event, "failed")
        raise Hopeless(f"letter-{code}")

    def _count(self, event: LetterDue, outcome: str) -> None:
        LETTERS.labels(event.service, outcome).inc()
