"""Signing in at the console: off to the provider, and back with a code that becomes a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs

from frontend.edge import console_pages
from frontend.edge.answer import Answer
from frontend.edge.asked import Asked
from frontend.edge.attempt import Attempt, NoAttempt, attempt_of
from frontend.edge.console_pages import LATER, STOPPED, going
from frontend.edge.console_sessions import NoSession
from frontend.edge.cookies import SESSION, digest, new_word, session_of, setting
from frontend.edge.said_by_provider import NotSaid, Provider
from frontend.edge.settings import EdgeSettings
from frontend.edge.tenant_auth_client import GrantOver, NoMember, TenantAuthClient
from frontend.edge.tokens import Tokens
from frontend.edge.upstream import Header
from shared.errors import Unavailable
from shared.keys import Keys
from shared.logs import log


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """The two ends of the code flow (OAuth 2.1 with PKCE, RFC 9207, OpenID Connect)."""

    settings: EdgeSettings
    keys: Keys
    client: TenantAuthClient
    provider: Provider
    tokens: Tokens

    def begin(self, request: Asked, back: str, challenge: Mapping[str, str] = MappingProxyType({})) -> Answer:
        """To the provider; this browser alone can come back with the answer."""
        age = challenge.get("max_age", "")
        max_age = int(age) if age.isdecimal() and len(age) < 8 else None  # noqa: PLR2004  a hundred days will do
        attempt = Attempt.begin(back, max_age)
        url = self.client.authorization(attempt, challenge.get("acr_values", "")[:100])
        return going(url, *attempt.kept(self.keys, request))

    def asked(self, request: Asked) -> Answer:
        """`/sign-in?to=…`: somebody pressed the link."""
        said = _said(request)
        return self.begin(request, said.get("to", ""), said)

    async def finish(self, request: Asked, added: list[Header]) -> Answer:
        """`/signed-in`: the provider's answer, believed only if this browser asked for it."""
        said = _said(request)
        try:
            attempt = attempt_of(request, said.get("state", ""), self.keys)
        except NoAttempt:
            return self._again(400, request, "")
        if said.get("iss") != self.settings.issuer or "error" in said or not said.get("code"):
            return self._again(400, request, attempt.back, attempt)
        try:
            return await self._session(request, said["code"], attempt, added)
        except (GrantOver, NoMember, NotSaid) as refused:
            log.warning("a sign-in was refused", reason=type(refused).__name__)
            return self._again(400, request, attempt.back, attempt)
        except Unavailable as silent:
            log.warning("nobody can sign in", error=silent)
            words, extra = LATER, (attempt.forgotten(), ("retry-after", "10"))
            return console_pages.again(503, words, request, attempt.back, *extra, secure=self.settings.secure)

    async def _session(self, request: Asked, code: str, attempt: Attempt, added: list[Header]) -> Answer:
        granted = await self.client.exchange(code, attempt.verifier, added)
        who = await self.provider.signed_in(granted.id_token, attempt.nonce, attempt.max_age)
        before = session_of(request)
        if before is not None:
            await self._end(before)
        # A fresh word each time: one that came in may have been planted.
        word = new_word()
        await self.tokens.sessions.begin(digest(word), who, granted)
        return going(attempt.back, attempt.forgotten(), setting(SESSION, word))

    async def _end(self, before: bytes) -> None:
        try:
            await self.tokens.end(before)
        except NoSession:
            log.warning("a session could not be read", reason="its key is gone")

    def _again(self, status: int, request: Asked, back: str, attempt: Attempt | None = None) -> Answer:
        extra = (attempt.forgotten(),) if attempt else ()
        return console_pages.again(status, STOPPED, request, back, *extra, secure=self.settings.secure)


def _said(request: Asked) -> dict[str, str]:
    """The query; what is said twice was not said."""
    try:
        found = parse_qs(request.query.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items() if len(values) == 1}
