"""What an authorization request may ask for besides; refused at the client's own address, for it is known by then."""

import re
from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error
from authlib.oidc.core.errors import RequestNotSupportedError, RequestURINotSupportedError

_PROMPTS = {"none", "login", "consent", "select_account"}
_LONGEST = 500


class RegistrationNotSupported(OAuth2Error):  # noqa: N818  its name in OpenID Connect
    """Clients do not register themselves here."""

    error = "registration_not_supported"


_REFUSED = {
    "request": RequestNotSupportedError,
    "request_uri": RequestURINotSupportedError,
    "registration": RegistrationNotSupported,
}


class RequestRules:
    """An extension of the code grant."""

    def __call__(self, grant: Any) -> None:
        grant.register_hook("after_validate_authorization_request_payload", _check)


def _check(grant: Any, _redirect_uri: str) -> None:
    data = grant.request.payload.data
    for name, refusal in _REFUSED.items():
        if name in data:
            raise refusal
    if data.get("response_mode", "query") != "query":
        raise InvalidRequestError("'response_mode' must be query.")
    prompts = prompts_of(data)
    if not prompts <= _PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise InvalidRequestError("'prompt' is none, or some of login, consent and select_account.")
    if "max_age" in data and not re.fullmatch("[0-9]{1,9}", data["max_age"]):
        raise InvalidRequestError("'max_age' is a number of seconds.")
    if any(len(values) > 1 for values in grant.request.payload.datalist.values()):
        raise InvalidRequestError("A parameter stands there twice.")
    if len(data.get("nonce", "")) > _LONGEST or len(data.get("state", "")) > _LONGEST:
        raise InvalidRequestError("'state' and 'nonce' have 500 characters at most.")


def prompts_of(data: dict[str, str]) -> set[str]:
    """The words of the prompt parameter."""
    return set(data.get("prompt", "").split())
