"""Connections to the services: kept alive, few, with a timeout on everything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore2 as httpcore

from shared.errors import Unavailable
from shared.settings import addresses

Header = tuple[bytes, bytes]
Response = httpcore.Response
_FAULTS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)
# Less than the five seconds after which a service closes an idle connection.
_KEPT_SECONDS = 4.0


class ServiceSilent(Unavailable):
    """A service that does not answer, or whose address nobody gave."""


class Services:
    """The services by name, behind one pool."""

    def __init__(self, places: str) -> None:
        self.places = addresses(places)
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=100, max_keepalive_connections=20, keepalive_expiry=_KEPT_SECONDS
        )

    @asynccontextmanager
    async def ask(
        self,
        service: str,
        method: str,
        target: str,
        headers: list[Header],
        *,
        body: AsyncIterator[bytes] | None = None,
        seconds: float,
    ) -> AsyncIterator[httpcore.Response]:
        """The response with its body still to be read; raises ServiceSilent."""
        if service not in self.places:
            raise ServiceSilent("No address is set for this service.")
        host, port = self.places[service]
        request = httpcore.Request(
            method,
            httpcore.URL(scheme=b"http", host=host.encode(), port=port, target=target.encode("latin-1")),
            headers=headers,
            content=body,
            extensions={"timeout": {"connect": 1.0, "pool": 2.0, "read": seconds, "write": seconds}},
        )
        response = await self._ask(request, again=body is None and method in {"GET", "HEAD"})
        try:
            yield response
        except _FAULTS as fault:
            raise ServiceSilent("The service broke off.") from fault
        finally:
            await response.aclose()

    async def _ask(self, request: httpcore.Request, *, again: bool) -> httpcore.Response:
        try:
            return await self._pool.handle_async_request(request)
        except (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError) as fault:
            # A kept connection may end just as it is used again; reading twice changes nothing.
            if again:
                return await self._ask(request, again=False)
            raise ServiceSilent("The service broke off.") from fault
        except _FAULTS as fault:
            raise ServiceSilent("The service does not answer.") from fault

    async def close(self) -> None:
        await self._pool.aclose()
