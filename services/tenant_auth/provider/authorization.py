"""The authorization endpoint: a code for who is signed in, a way to sign in for who is not, or a refusal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error, UnsupportedResponseTypeError
from authlib.oidc.core.errors import LoginRequiredError
from starlette.responses import Response

from services.tenant_auth.provider.asked import Asked
from services.tenant_auth.provider.bridge import beside
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.grantee import Grantee
from services.tenant_auth.provider.hint import subject_of
from services.tenant_auth.provider.request_rules import prompts_of
from services.tenant_auth.provider.server import Server
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.sessions.use import used
from shared.errors import Invalid
from shared.phrase import phrase

PATH = "/authorization"
_ANEW = {"login", "select_account"}
_NOT_CARRIED = {"prompt"}


@dataclass(frozen=True)
class SignInFirst:
    """Nobody is signed in, or not freshly enough: the request, to be brought back after that."""

    then: str
    email: str
    locales: str


async def answer(server: Server, asked: Asked, session: Session | None) -> Response | SignInFirst:
    """What the browser gets; raises Invalid where it cannot be told whom to send it to."""
    await _check_addressee(server, asked)
    data = asked.payload.data
    if data.get("response_type") != "code":  # Authlib would repeat it, in a place that takes ASCII alone
        return _response(server, asked, _unsupported(data))
    user = await _user(server, data, session)
    try:
        grant = await beside(lambda: server.get_consent_grant(asked, user))
    except OAuth2Error as error:
        error.redirect_uri = data["redirect_uri"]
        return _response(server, asked, error)
    prompts = prompts_of(data)
    if user is None or prompts & _ANEW:
        if "none" in prompts:
            return _response(server, asked, LoginRequiredError(redirect_uri=data["redirect_uri"]))
        return SignInFirst(_carried(data), data.get("login_hint", ""), data.get("ui_locales", ""))
    await used(user.session)
    response: Response = await beside(lambda: server.create_authorization_response(asked, grant_user=user, grant=grant))
    return response


async def _check_addressee(server: Server, asked: Asked) -> None:
    """Nobody is sent to an address that its client has not registered, not even with an error (RFC 6749, 4.1.2.1)."""
    lists = asked.payload.datalist
    once = all(len(lists.get(name, ())) == 1 for name in ("client_id", "redirect_uri"))
    client = await Client.find(asked.payload.client_id, server.settings) if once else None
    if client is None or not client.check_redirect_uri(asked.payload.redirect_uri):
        raise Invalid(phrase("The application that sent you here is not known, or asked in a way that is not allowed."))


async def _user(server: Server, data: dict[str, str], session: Session | None) -> Grantee | None:
    """Who is signed in, if it is whom the client means and freshly enough."""
    if session is None or not _is_fresh(session, data.get("max_age")):
        return None
    hint = data.get("id_token_hint")
    if hint and await subject_of(server.settings, hint, data["client_id"]) != str(session.person):
        return None
    return await Grantee.of(session.id, server.settings)


def _is_fresh(session: Session, max_age: str | None) -> bool:
    if max_age is None or not max_age.isdecimal():
        return True
    return (datetime.now(UTC) - session.signed_in_at).total_seconds() <= int(max_age)


def _carried(data: dict[str, str]) -> str:
    """The request once more, without the wish that the sign-in page fulfils."""
    return f"{PATH}?{urlencode({name: value for name, value in data.items() if name not in _NOT_CARRIED})}"


def _unsupported(data: dict[str, str]) -> OAuth2Error:
    said = "'response_type' must be code."
    if "response_type" not in data:
        return InvalidRequestError(said, redirect_uri=data["redirect_uri"])
    return UnsupportedResponseTypeError("", said, redirect_uri=data["redirect_uri"])


def _response(server: Server, asked: Asked, error: OAuth2Error) -> Response:
    response: Response = server.handle_error_response(asked, error)
    return response
