"""A challenge: what a passkey signs; for one browser, for five minutes, used up by the first answer, right or wrong."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.models import Model
from webauthn.helpers import base64url_to_bytes

from services.tenant_auth.passkeys.ceremony import NoPasskey
from services.tenant_auth.sessions.session import digest
from shared.ids import new_token
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work

LASTING = timedelta(minutes=5)


class Challenge(Model):
    """Made before anybody is known; only hashes are kept."""

    digest = fields.CharField(64, primary_key=True)
    session_key = fields.CharField(64)
    expires_at: datetime = fields.DatetimeField()

    class Meta:
        table = "challenges"

    @classmethod
    async def make(cls, browser: str = "") -> tuple[bytes, str]:
        """A challenge and the secret of the browser it is for (kept in a cookie; the one it has serves again)."""
        challenge, browser, now = secrets.token_bytes(32), browser or new_token(), datetime.now(UTC)
        async with unit_of_work(HOUSE):
            await cls.filter(expires_at__lt=now).delete()
            await cls.create(digest=digest(challenge.hex()), session_key=digest(browser), expires_at=now + LASTING)
        return challenge, browser

    @classmethod
    async def take(cls, answer: Any, browser: str) -> bytes:
        """The challenge an answer speaks of, gone from here on whatever becomes of the answer; raises NoPasskey."""
        challenge = _signed(answer)
        async with unit_of_work(HOUSE):
            taken = await execute(_TAKE, digest(challenge.hex()), digest(browser), datetime.now(UTC))
        if not taken:
            raise NoPasskey
        return challenge


_TAKE = "DELETE FROM challenges WHERE digest = $1 AND session_key = $2 AND expires_at > $3 RETURNING digest"


def _signed(answer: Any) -> bytes:
    try:
        return base64url_to_bytes(json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise NoPasskey from None
