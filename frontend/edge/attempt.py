"""A sign-in under way: what only this browser may finish, sealed in a cookie of its own for ten minutes."""

import base64
import binascii
import hmac
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Self

from frontend.edge.asked import LONGEST_PATH, Asked, plain_path
from frontend.edge.cookies import SIGN_IN, Pair, cookies, removing, setting
from shared.ids import new_token
from shared.keys import CannotOpen, Keys
from shared.tenancy.house import HOUSE

FRONT = "/"
OWN = ("/sign-in", "/signed-in", "/sign-out", "/backchannel-logout")
DONE = "/signed-in/done"
SECONDS = 600
_MOST = 5  # tabs that sign in at once; a cookie each, and a request's head has its limit
_CONTEXT = "console sign-in"
_STATE = re.compile(r"[A-Za-z0-9_-]{22}")
_PRINTED = re.compile(r"[\x21-\x7e]+")


class NoAttempt(Exception):  # noqa: N818  said of a browser
    """This browser has not begun this sign-in, or began it too long ago."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """State, nonce and PKCE verifier of one sign-in, and the page that it leads back to."""

    state: str
    nonce: str
    verifier: str
    back: str
    began: int
    max_age: int | None = None

    @classmethod
    def begin(cls, back: str, max_age: int | None = None) -> Self:
        return cls(
            state=new_token(),
            nonce=new_token(),
            verifier=secrets.token_urlsafe(48),
            back=safe_path(back),
            began=int(time.time()),
            max_age=max_age,
        )

    def kept(self, keys: Keys, request: Asked) -> list[Pair]:
        """The cookie to set; attempts that pile up are dropped, for they were given up."""
        sealed = keys.seal(HOUSE, _CONTEXT, json.dumps(asdict(self)).encode())
        others = [name for name in cookies(request) if name.startswith(SIGN_IN) and name.isascii()]
        dropped = others if len(others) >= _MOST else []
        value = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
        return [*map(removing, dropped), setting(_name(self.state), value, seconds=SECONDS)]

    def forgotten(self) -> Pair:
        return removing(_name(self.state))


def attempt_of(request: Asked, state: str, keys: Keys) -> Attempt:
    """The attempt with this state that this very browser began; raises NoAttempt."""
    value = cookies(request).get(_name(state), "") if _STATE.fullmatch(state) else ""
    try:
        sealed = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        attempt = Attempt(**json.loads(keys.open(HOUSE, _CONTEXT, sealed)))
    except (binascii.Error, CannotOpen, ValueError, TypeError):
        raise NoAttempt from None
    if not hmac.compare_digest(attempt.state, state) or time.time() - attempt.began > SECONDS:
        raise NoAttempt
    return attempt


def safe_path(text: str) -> str:
    """The text if it is a path of this host to go back to, else the front: never another place."""
    path, _, _ = text.partition("?")
    if len(text) > LONGEST_PATH or not _PRINTED.fullmatch(text) or "#" in text or plain_path(path) is None:
        return FRONT
    return text if path == DONE or "/" + path.split("/")[1] not in OWN else FRONT


def _name(state: str) -> str:
    return SIGN_IN + state[:8]
