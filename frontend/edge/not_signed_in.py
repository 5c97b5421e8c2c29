"""What a browser is told for which no service can be asked: a page leads to signing in, a form waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from frontend.edge import console_pages
from frontend.edge.answer import Answer
from frontend.edge.asked import Asked
from frontend.edge.console_pages import ENDED
from frontend.edge.sign_in import SignIn
from frontend.edge.typed import Typed

_NAVIGATION = {b"", b"navigate"}
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class NotSignedIn:
    """Nobody is signed in, or not freshly enough for what was asked."""

    sign_in: SignIn
    secure: bool

    async def nobody(self, request: Asked, form: Typed | None, *, came_back: bool = False) -> Answer:
        """No session. Who comes back from signing in and still has none gets a link, lest browsers turn for ever."""
        if not request.reading:
            return await self._kept(request, form, _NONE)
        back = request.path + request.tail
        if came_back or request.header(b"sec-fetch-mode") not in _NAVIGATION:
            return console_pages.again(HTTPStatus.UNAUTHORIZED, ENDED, request, back, secure=self.secure)
        return self.sign_in.begin(request, back)

    async def step_up(self, request: Asked, form: Typed | None, told: Mapping[str, str]) -> Answer:
        """The service wants a sign-in that is fresher, or stronger (RFC 9470)."""
        challenge = {name: told[name] for name in ("max_age", "acr_values") if told.get(name)}
        if not request.reading:
            return await self._kept(request, form, challenge)
        return self.sign_in.begin(request, request.path + request.tail, challenge)

    async def _kept(self, request: Asked, form: Typed | None, challenge: Mapping[str, str]) -> Answer:
        fields = await form.fields() if form else None
        return console_pages.kept(request, fields, challenge, secure=self.secure)
