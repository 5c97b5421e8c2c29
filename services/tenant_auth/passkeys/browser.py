"""The browser's side of a ceremony: what it sends, and the cookie that ties a challenge to it."""

import json
from typing import Any

from starlette.responses import Response

from services.tenant_auth.passkeys.ceremony import NoPasskey
from services.tenant_auth.passkeys.challenge import LASTING

COOKIE = "__Host-avow-passkey"
_LONGEST = 20_000


def read_answer(text: str) -> Any:
    """The browser's answer; raises NoPasskey where it is none."""
    try:
        return json.loads(text[:_LONGEST])
    except (ValueError, RecursionError):
        raise NoPasskey from None


def with_browser(answer: Response, browser: str) -> Response:
    """Keep the secret that ties a challenge to this browser."""
    answer.headers["cache-control"] = "no-store"
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=int(LASTING.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return answer
