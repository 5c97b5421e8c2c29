"""Which service answers what is not published: one table by kind of host and path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from frontend.edge.hosts import Kind

_KILOBYTE = 1024
READ = ("GET", "HEAD")
ALL = (*READ, "POST")
PROGRAMS = (*READ, "POST", "PUT", "PATCH", "DELETE")
_MEGABYTE = 1024 * _KILOBYTE
EDGE = "edge"
"""Stands where a service would, for what the edge answers itself on the console's host."""


@dataclass(frozen=True)
class Passed:
    """One row: a path template, the service that answers, the methods it takes there, the largest body."""

    kind: Kind
    template: str
    service: str
    methods: Sequence[str] = READ
    largest_body: int = 64 * _KILOBYTE
    seconds: float = 10.0
    foreign: bool = False
    """Pages of other hosts, and programs, may ask for a change here: it carries a secret of its own."""
    mixed: bool = False
    """The page has places for fragments of other services, which the edge fills."""
    fragment: bool = False
    """A part of a mixed page."""

    @cached_property
    def of_tenant(self) -> bool:
        """Whether the first word of the path is a tenant's slug (console)."""
        return self.template.startswith("/{tenant}")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """`{name}` is one word of the path, `{name:path}` the rest of it."""
        pieces = re.split(r"(\{[a-z_]+(?::path)?\})", self.template)
        return re.compile("".join(_piece(piece) for piece in pieces))


@dataclass(frozen=True)
class Table:
    """The rows, in order; the first that fits answers."""

    rows: Sequence[Passed] = field(default=())

    def find(self, kind: Kind, path: str, method: str) -> Passed | None:
        return next((row for row in self.matching(kind, path) if method in row.methods), None)

    def methods(self, kind: Kind, path: str) -> list[str]:
        """What could be asked at this path."""
        return sorted({method for row in self.matching(kind, path) for method in row.methods})

    def matching(self, kind: Kind, path: str) -> list[Passed]:
        return [row for row in self.rows if row.kind is kind and row.pattern.fullmatch(path)]


def console(service: str, word: str, **more: Any) -> Sequence[Passed]:
    """A room of the console, with everything below it."""
    paths = (f"/{{tenant}}/{word}", f"/{{tenant}}/{word}/{{rest:path}}")
    return [Passed(Kind.CONSOLE, path, service, ALL, **more) for path in paths]


def interface(service: str, word: str, **more: Any) -> Sequence[Passed]:
    """A resource of the API, with everything below it."""
    paths = (f"/v1/{word}", f"/v1/{word}/{{rest:path}}")
    return [Passed(Kind.API, path, service, PROGRAMS, **more) for path in paths]


def _piece(piece: str) -> str:
    if not piece.startswith("{"):
        return re.escape(piece)
    return ".*" if piece.endswith(":path}") else "[^/]+"


TABLE = Table(
    (
        # Centers. Adjacent versions are compared when they are published; other pairs on demand.
        Passed(Kind.CENTER, "/{locale}/policies/{slug}/changes/{range}", "policy_hosting"),
        Passed(Kind.CENTER, "/preview/{token}", "policy_hosting"),
        Passed(Kind.CENTER, "/preview/theme/{token}", "tenant_auth"),
        Passed(Kind.CENTER, "/preview/theme/{token}/theme.css", "tenant_auth"),
        # Console: what the edge answers itself. The provider posts to the last one.
        Passed(Kind.CONSOLE, "/sign-in", EDGE, ("GET",)),
        Passed(Kind.CONSOLE, "/signed-in", EDGE, ("GET",)),
        Passed(Kind.CONSOLE, "/signed-in/done", EDGE, ("GET",)),
        Passed(Kind.CONSOLE, "/sign-out", EDGE, ("POST",)),
        Passed(Kind.CONSOLE, "/backchannel-logout", EDGE, ("POST",), foreign=True),
        # Console: before a company is chosen, and its start page.
        Passed(Kind.CONSOLE, "/", "tenant_auth"),
        Passed(Kind.CONSOLE, "/{tenant}", "tenant_auth", mixed=True),
        Passed(Kind.CONSOLE, "/{tenant}/search", "tenant_auth", mixed=True),
        # Console: fragments that such pages are mixed from.
        Passed(Kind.CONSOLE, "/{tenant}/start/tenant_auth", "tenant_auth", fragment=True),
        Passed(Kind.CONSOLE, "/{tenant}/start/policy_hosting", "policy_hosting", fragment=True),
        Passed(Kind.CONSOLE, "/{tenant}/search/tenant_auth", "tenant_auth", fragment=True),
        Passed(Kind.CONSOLE, "/{tenant}/search/policy_hosting", "policy_hosting", fragment=True),
        # Console: the rooms of each service.
        *console("policy_hosting", "policies", largest_body=4 * _MEGABYTE, seconds=30.0),
        *console("policy_hosting", "calendar"),
        *console("tenant_auth", "members"),
        *console("tenant_auth", "invitations"),
        Passed(Kind.CONSOLE, "/{tenant}/roles", "tenant_auth"),
        *console("tenant_auth", "api-clients"),
        *console("tenant_auth", "audit", seconds=30.0),
        *console("tenant_auth", "settings", largest_body=5 * _MEGABYTE),
        # The provider. Programs and pages of other hosts come with secrets of their own to the first ones.
        Passed(Kind.AUTH, "/token", "tenant_auth", ("POST",), foreign=True),
        Passed(Kind.AUTH, "/revocation", "tenant_auth", ("POST",), foreign=True),
        Passed(Kind.AUTH, "/introspection", "tenant_auth", ("POST",), foreign=True),
        Passed(Kind.AUTH, "/userinfo", "tenant_auth", ALL, foreign=True),
        Passed(Kind.AUTH, "/authorization", "tenant_auth", ALL, foreign=True),
        Passed(Kind.AUTH, "/logout", "tenant_auth", ALL, foreign=True),
        Passed(Kind.AUTH, "/{rest:path}", "tenant_auth", ALL),
        # The API.
        *interface("policy_hosting", "documents", largest_body=4 * _MEGABYTE, seconds=30.0),
        Passed(Kind.API, "/v1/tenant", "tenant_auth"),
        *interface("tenant_auth", "members"),
        *interface("tenant_auth", "api-clients"),
        Passed(Kind.API, "/v1/audit", "tenant_auth"),
        # Caught mail, in development alone.
        Passed(Kind.MAIL, "/{rest:path}", "mail", ALL),
    )
)
