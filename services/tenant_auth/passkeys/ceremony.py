"""The two ceremonies of WebAuthn: what the browser is asked, and whether its answer holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shared.errors import Invalid
from shared.phrase import phrase
from shared.settings import Installation

_NO_TRANSPORT_IS_LONGER = 20
_BROKEN = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What the library raises at an answer that no browser would give."""


class NoPasskey(Invalid):
    """The browser's answer does not prove a passkey; why is for the tests, not for whoever sent it."""

    code = "passkey-refused"

    def __init__(self) -> None:
        super().__init__(phrase("This passkey could not be used here. Try again, or sign in with your password."))


@dataclass(frozen=True)
class Party:
    """Who we are to an authenticator: a passkey made for one party is of no use to another."""

    id: str
    origin: str

    @classmethod
    def of(cls, settings: Installation) -> "Party":
        return cls(f"auth.{settings.domain}", settings.issuer)


@dataclass(frozen=True)
class Made:
    """A fresh passkey as the browser reports it."""

    credential: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


def creation_options(
    party: Party, challenge: bytes, *, person: UUID, address: str, name: str, present: Sequence[bytes]
) -> dict[str, Any]:
    """What `navigator.credentials.create()` is asked; a device that has one of the `present` makes no second."""
    return options_to_json_dict(
        generate_registration_options(
            rp_id=party.id,
            rp_name="Avow",
            user_id=person.bytes,
            user_name=address,
            user_display_name=name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in present],
        )
    )


def request_options(party: Party, challenge: bytes) -> dict[str, Any]:
    """What `navigator.credentials.get()` is asked: any passkey for us, whosever it is."""
    return options_to_json_dict(
        generate_authentication_options(
            rp_id=party.id, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )
    )


def made(party: Party, challenge: bytes, answer: Any) -> Made:
    """The passkey a browser says it made; raises NoPasskey."""
    try:
        _top_level(answer)
        held = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
        transports = [str(each)[:_NO_TRANSPORT_IS_LONGER] for each in answer["response"].get("transports") or ()][:5]
    except _BROKEN:
        raise NoPasskey from None
    return Made(held.credential_id, held.credential_public_key, held.sign_count, transports)


def credential_of(answer: Any) -> tuple[bytes, bytes]:
    """Which passkey an answer speaks of, and whose it says it is; raises NoPasskey."""
    try:
        return base64url_to_bytes(answer["rawId"]), base64url_to_bytes(answer["response"]["userHandle"])
    except _BROKEN:
        raise NoPasskey from None


def proven(party: Party, challenge: bytes, answer: Any, *, public_key: bytes, sign_count: int) -> int:
    """The new count of signatures, which a copied authenticator gets wrong; raises NoPasskey."""
    try:
        _top_level(answer)
        held = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _BROKEN:
        raise NoPasskey from None
    return held.new_sign_count


def _top_level(answer: Any) -> None:
    """A page of somebody else's round our page could ask in its frame; the library does not look."""
    if json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"])).get("crossOrigin"):
        raise ValueError("asked in a frame of another origin")
