"""A client of the provider: the console, which is configured, or a tenant's machine, which is a row."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from authlib.oauth2.rfc6749 import ClientMixin
from tortoise import fields
from tortoise.models import Model

from services.tenant_auth.sessions.session import digest
from services.tenant_auth.settings import Settings

CONSOLE = "console"
SCOPES = ("openid", "profile", "email")
_GRANTS = {"console": ("authorization_code", "refresh_token"), "machine": ("client_credentials",)}


class Client(Model, ClientMixin):
    """Read before its tenant is known, so it has no tenant's protection; secrets are kept as digests."""

    id = fields.CharField(60, primary_key=True)
    secret = fields.CharField(64, null=True)
    kind = fields.CharField(20)
    tenant: UUID | None = fields.UUIDField(null=True)
    name = fields.CharField(200)
    redirects: Any = fields.JSONField()
    logout_redirects: Any = fields.JSONField()
    backchannel = fields.CharField(500, null=True)
    permissions: Any = fields.JSONField()
    created_by: UUID | None = fields.UUIDField(null=True)
    created_at: datetime = fields.DatetimeField()
    used_at: datetime | None = fields.DatetimeField(null=True)
    rotated_at: datetime | None = fields.DatetimeField(null=True)
    old_secret = fields.CharField(64, null=True)
    old_until: datetime | None = fields.DatetimeField(null=True)
    revoked_at: datetime | None = fields.DatetimeField(null=True)

    scopes: Sequence[str] = ()  # not kept: what it may be told of people; machines speak for none

    class Meta:
        table = "clients"

    @classmethod
    async def find(cls, identity: str, settings: Settings) -> Self | None:
        """The client of this name that is not revoked."""
        if identity == CONSOLE:
            return cls._console(settings) if settings.console_secret else None
        try:
            name = str(UUID(identity))
        except ValueError:
            return None
        return await cls.get_or_none(id=name, revoked_at=None)

    @classmethod
    def _console(cls, settings: Settings) -> Self:
        """The installation's own console; it is no row, so it cannot drift from the configuration."""
        console = cls(
            id=CONSOLE,
            kind="console",
            secret=digest(settings.console_secret),
            name="Console",
            redirects=[settings.console + "/signed-in"],
            logout_redirects=[settings.console + "/"],
            backchannel=settings.console + "/backchannel-logout",
            permissions=[],
            created_at=datetime.now(UTC),
        )
        console.scopes = settings.console_scopes.split()
        return console

    async def note_use(self) -> None:
        """When it asked last, for the list of clients."""
        await type(self).filter(id=self.id).update(used_at=datetime.now(UTC))

    @property
    def client_metadata(self) -> dict[str, Any]:
        """What Authlib's logout asks for."""
        return {"post_logout_redirect_uris": self.logout_redirects}

    def get_client_id(self) -> str:
        return self.id

    def get_default_redirect_uri(self) -> None:
        """None: a client says where it wants its answer, each time."""

    def get_allowed_scope(self, scope: str | None) -> str:
        """Of what was asked, what this client needs; the rest is passed over (OpenID Connect Core, 3.1.2.1)."""
        asked = (scope or "").split()
        return " ".join(each for each in SCOPES if each in asked and each in self.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Letter by letter (RFC 9700, 2.1)."""
        return redirect_uri in self.redirects

    def check_client_secret(self, secret: str) -> bool:
        """The secret, or for a while after a rotation the one before."""
        given = digest(secret)
        old = self.old_secret if self.old_until is not None and datetime.now(UTC) < self.old_until else None
        matching = [kept for kept in (self.secret, old) if kept is not None and secrets.compare_digest(kept, given)]
        return bool(matching)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        del endpoint
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and self.kind == "console"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in _GRANTS[self.kind]
