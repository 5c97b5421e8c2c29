"""Answers on the console's host: the browser's cookie becomes a service's bearer token, and never leaves the edge."""

import asyncio
import re
from http import HTTPStatus

from frontend.edge import console_pages
from frontend.edge.answer import Answer, Receive, Send
from frontend.edge.asked import Asked
from frontend.edge.console_sessions import ConsoleSessions, NoSession
from frontend.edge.cookies import session_of
from frontend.edge.forward import Challenged
from frontend.edge.fragments import Fragments
from frontend.edge.gate import Gate
from frontend.edge.logout import Logout
from frontend.edge.neutral import NO_PAGE, SILENT
from frontend.edge.not_signed_in import NotSignedIn
from frontend.edge.refusals import Instead, Refused
from frontend.edge.routes import EDGE, Passed, Table
from frontend.edge.said_by_provider import Provider
from frontend.edge.settings import EdgeSettings
from frontend.edge.sign_in import SignIn
from frontend.edge.tenant_auth_client import NoMember, TenantAuthClient
from frontend.edge.tokens import Tokens
from frontend.edge.typed import Typed, typed
from frontend.edge.upstream import Header, ServiceSilent
from shared.access.keys import ProviderKeys
from shared.errors import Unavailable
from shared.keys import keys_of
from shared.logs import log
from shared.reserved import is_slug
from shared.tenancy.backend import Database

_PARAMETER = re.compile(r'([a-z_]+)="([^"]*)"')
_APART = 0.1
"""Seconds that the clocks of a service and of the provider may differ: a new token must be dated after a change."""


class ConsoleRoom:
    """Backend for frontend (RFC 10017): it signs people in, and speaks for them to the services."""

    def __init__(self, settings: EdgeSettings, database: Database, gate: Gate, table: Table) -> None:
        keys, self.client = keys_of(settings), TenantAuthClient(settings)
        self.provider_keys = ProviderKeys(settings)
        provider = Provider(settings, self.provider_keys)
        self.settings = settings
        self.gate = gate
        self.tokens = Tokens(ConsoleSessions(database, keys), self.client)
        self.sign_in = SignIn(settings=settings, keys=keys, client=self.client, provider=provider, tokens=self.tokens)
        self.logout = Logout(client=self.client, provider=provider, tokens=self.tokens)
        self.instead = NotSignedIn(sign_in=self.sign_in, secure=settings.secure)
        self.fragments = Fragments(gate.services, table)

    async def pass_on(self, row: Passed, request: Asked, receive: Receive, send: Send) -> int:
        """The status the service answered with; raises Refused or Instead with what to answer in its place."""
        added = self.gate.admit(request)
        try:
            return await self._spoken_for(row, request, added, receive, send)
        except Unavailable as silent:
            log.warning("sessions cannot be looked up", route=row.template, error=silent.__cause__ or silent)
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, SILENT, ("retry-after", "10")) from None

    async def close(self) -> None:
        await self.client.close()
        await self.provider_keys.close()

    async def _spoken_for(self, row: Passed, request: Asked, added: list[Header], receive: Receive, send: Send) -> int:
        if row.service == EDGE:
            raise Instead(await self._own(row, request, receive, added))
        slug = request.path.split("/")[1] if row.of_tenant else ""
        if row.of_tenant and not is_slug(slug):
            raise Refused(HTTPStatus.NOT_FOUND, NO_PAGE)
        form = await typed(request, receive)
        # A token that a service does not take is asked for once more, where the body can be sent once more.
        for _ in range(2 if form or request.reading else 1):
            token = await self._token(slug, added, request, form)
            try:
                return await self._hand_over(row, request, [*added, token], form.again() if form else receive, send)
            except Challenged as challenged:
                await self._not_taken(challenged, slug, request, form)
        log.warning("a service takes no token of ours", upstream=row.service, route=row.template)
        raise Instead(await self.instead.nobody(request, form, came_back=True))

    async def _token(self, slug: str, added: list[Header], request: Asked, form: Typed | None) -> Header:
        try:
            token = await self.tokens.of(session_of(request), slug, added)
        except NoSession:
            raise Instead(await self.instead.nobody(request, form)) from None
        except NoMember:
            raise Refused(HTTPStatus.NOT_FOUND, NO_PAGE) from None
        return b"authorization", b"Bearer " + token.access.encode()

    async def _hand_over(self, row: Passed, request: Asked, added: list[Header], receive: Receive, send: Send) -> int:
        if not row.mixed or request.method != "GET":
            return await self.gate.hand_over(row, request, added, receive, send)
        try:
            return await self.fragments.compose(row, request, added, send)
        except ServiceSilent as silent:
            raise self.gate.silent(row, added, silent) from None

    async def _not_taken(self, challenged: Challenged, slug: str, request: Asked, form: Typed | None) -> None:
        told = dict(_PARAMETER.findall(challenged.challenge))
        if told.get("error") == "insufficient_user_authentication":
            raise Instead(await self.instead.step_up(request, form, told))
        await self.tokens.drop(session_of(request) or b"", slug)
        await asyncio.sleep(_APART)

    async def _own(self, row: Passed, request: Asked, receive: Receive, added: list[Header]) -> Answer:
        match row.template:
            case "/sign-in":
                return self.sign_in.asked(request)
            case "/signed-in":
                return await self.sign_in.finish(request, added)
            case "/sign-out":
                return await self.logout.asked(request)
            case "/backchannel-logout":
                return await self.logout.told(request, receive)
            case _:
                return console_pages.done(request, secure=self.settings.secure)
