"""An authenticator in software: it keeps passkeys and signs what a browser would hand it, truly or with a lie."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_UP, _UV, _AT = 0x01, 0x04, 0x40


@dataclass
class Key:
    """One passkey inside the authenticator."""

    id: bytes
    person: bytes
    private: ec.EllipticCurvePrivateKey
    count: int = 0


@dataclass
class Authenticator:
    """Where the browser stands (`origin`, `rp`) and what the device says are the tester's to bend."""

    origin: str = "http://auth.localhost:8000"
    rp: str = "auth.localhost"
    verifies: bool = True
    keys: list[Key] = field(default_factory=list)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create()`, as its `toJSON()` says it."""
        made = Key(secrets.token_bytes(32), _bytes(options["user"]["id"]), ec.generate_private_key(ec.SECP256R1()))
        self.keys.append(made)
        attested = bytes(16) + len(made.id).to_bytes(2, "big") + made.id + _cose(made.private)
        data = self._data(made.count, _AT) + attested
        answer = {
            "clientDataJSON": _said(self._client("webauthn.create", options["challenge"])),
            "attestationObject": _said(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal"],
        }
        return self._credential(made, answer)

    def get(self, options: dict[str, Any], *, key: Key | None = None) -> dict[str, Any]:
        """The answer to `navigator.credentials.get()`; the counter goes up by one each time."""
        used = key or self.keys[-1]
        used.count += 1
        data, client = self._data(used.count), self._client("webauthn.get", options["challenge"])
        signature = used.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": _said(client),
            "authenticatorData": _said(data),
            "signature": _said(signature),
            "userHandle": _said(used.person),
        }
        return self._credential(used, answer)

    def clone(self) -> "Authenticator":
        """A copy of the device as it is now; from here the two counters go their own ways."""
        return replace(self, keys=[replace(key) for key in self.keys])

    def _data(self, count: int, more: int = 0) -> bytes:
        flags = _UP | (_UV if self.verifies else 0) | more
        return hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    @staticmethod
    def _credential(key: Key, answer: dict[str, Any]) -> dict[str, Any]:
        name = _said(key.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": answer, "clientExtensionResults": {}}


def _cose(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key in COSE (RFC 9053, 7.1.1): EC2, ES256, P-256."""
    numbers = private.public_key().public_numbers()
    return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})


def _said(data: bytes) -> str:
    return bytes_to_base64url(data)


def _bytes(text: str) -> bytes:
    return base64url_to_bytes(text)
