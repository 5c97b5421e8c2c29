"""The key store: each tenant's data key, wrapped by the installation's key-encryption key, apart from the databases."""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.settings import Installation

_NONCE = 12
_VERSION = b"\x01"


class CannotOpen(Exception):  # noqa: N818  said of what is sealed
    """It was not sealed here, for this tenant and context, or the tenant's key is gone."""


class Keys:
    """Seals with AES-256-GCM; the associated data are tenant and context, so nothing can be moved elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: dict[UUID, bytes] = {}

    def seal(self, tenant: UUID, context: str, data: bytes) -> bytes:
        """The data encrypted; `context` says what it is: "letter 01a2… text"."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._data_key(tenant)).encrypt(nonce, data, _bound(tenant, context))
        return _VERSION + nonce + sealed

    def open(self, tenant: UUID, context: str, sealed: bytes) -> bytes:
        """What was sealed for this tenant and context; raises CannotOpen."""
        if sealed[:1] != _VERSION:
            raise CannotOpen(context)
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return AESGCM(self._data_key(tenant)).decrypt(nonce, body, _bound(tenant, context))
        except InvalidTag:
            raise CannotOpen(context) from None

    def blind(self, tenant: UUID, context: str, text: str) -> str:
        """A keyed hash by which a value can be found again and not be guessed without the key."""
        key = hmac.digest(self._data_key(tenant), f"blind {context}".encode(), "sha256")
        return hmac.digest(key, text.encode(), "sha256").hex()

    def _data_key(self, tenant: UUID) -> bytes:
        if tenant not in self._kept:
            self._kept[tenant] = self._unwrapped(tenant)
        return self._kept[tenant]

    def _unwrapped(self, tenant: UUID) -> bytes:
        wrapped = _made_once(self.folder / "tenants" / f"{tenant}.json", lambda: self._wrapped(tenant))
        record = json.loads(wrapped)
        nonce, body = base64.b64decode(record["nonce"]), base64.b64decode(record["key"])
        try:
            return AESGCM(self._encrypting_key()).decrypt(nonce, body, _bound(tenant, "data key"))
        except InvalidTag:
            raise CannotOpen("data key") from None

    def _wrapped(self, tenant: UUID) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        body = AESGCM(self._encrypting_key()).encrypt(
            nonce, AESGCM.generate_key(bit_length=256), _bound(tenant, "data key")
        )
        return json.dumps({"nonce": _text(nonce), "key": _text(body)}).encode()

    def _encrypting_key(self) -> bytes:
        made = _made_once(self.folder / "key-encryption-key.json", _new_encrypting_key)
        return base64.b64decode(json.loads(made)["key"])


def keys_of(settings: Installation) -> Keys:
    """The key store of this installation: AVOW_KEYS, else a folder of its own below the data folder."""
    return _keys_at(Path(settings.keys) if settings.keys else settings.data / "keys")


@cache
def _keys_at(folder: Path) -> Keys:
    return Keys(folder)


def _bound(tenant: UUID, context: str) -> bytes:
    return tenant.bytes + context.encode()


def _new_encrypting_key() -> bytes:
    return json.dumps({"key": _text(AESGCM.generate_key(bit_length=256))}).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _made_once(file: Path, content: Callable[[], bytes]) -> bytes:
    """What the file holds; made by the first of several processes that want it, whole or not at all."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content())
        handle.flush()
        os.fsync(handle.fileno())
    with suppress(FileExistsError):  # another process was first
        os.link(draft, file)
    draft.unlink()
    return file.read_bytes()
