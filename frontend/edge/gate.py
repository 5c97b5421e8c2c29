"""The way from the edge to a service: who is asking, not too often, under the installation's secret."""

from collections.abc import Sequence

from frontend.edge.answer import Receive, Send
from frontend.edge.asked import Asked
from frontend.edge.client import block, client_address, cut
from frontend.edge.forward import BrokenOff, NotThere, TooLarge, pass_on
from frontend.edge.neutral import NO_PAGE, SILENT, TOO_LARGE, TOO_OFTEN
from frontend.edge.rate import Rate
from frontend.edge.refusals import Refused
from frontend.edge.routes import Passed
from frontend.edge.settings import Network
from frontend.edge.shelf import Standing
from frontend.edge.upstream import Header, Services, ServiceSilent
from shared.ids import new_id
from shared.logs import log

_RETRY_SECONDS = "10"


class Gate:
    """Passes on what the table allows; raises Refused with what to answer instead."""

    def __init__(self, services: Services, rate: Rate, trusted: Sequence[Network], secret: str) -> None:
        self.services = services
        self.rate = rate
        self.trusted = trusted
        self.secret = secret.encode()

    def admit(self, request: Asked) -> list[Header]:
        """What a service is told of whoever asks; raises Refused for those who ask too often."""
        address = client_address(request.peer, request.header(b"x-forwarded-for"), self.trusted)
        wait = self.rate.take(block(address))
        if wait:
            raise Refused(429, TOO_OFTEN, ("retry-after", str(wait)))
        return [
            (b"avow-client", cut(address).encode()),
            (b"avow-request-id", str(new_id()).encode()),
            (b"avow-edge", self.secret),
        ]

    async def pass_on(
        self, row: Passed, request: Asked, standing: Standing | None, receive: Receive, send: Send
    ) -> int:
        """The status the service answered with."""
        added = self.admit(request)
        if standing is not None:
            added.append((b"avow-tenant", str(standing.file.tenant).encode()))
        return await self.hand_over(row, request, added, receive, send)

    async def hand_over(self, row: Passed, request: Asked, added: list[Header], receive: Receive, send: Send) -> int:
        """The same for one who was admitted."""
        try:
            return await pass_on(self.services, row, request, added, receive, send)
        except NotThere:
            raise Refused(404, NO_PAGE) from None
        except TooLarge:
            raise Refused(413, TOO_LARGE, ("connection", "close")) from None
        except BrokenOff:
            # What was sent cannot be taken back; the connection is cut, so that it does not look whole.
            log.warning("an answer broke off", **_named(row, added))
            return 502
        except ServiceSilent as silent:
            raise self.silent(row, added, silent) from None

    def silent(self, row: Passed, added: list[Header], silent: ServiceSilent) -> Refused:
        """Noted for the operator; the one who asked may try again."""
        log.warning("a service does not answer", error=silent.__cause__ or silent, **_named(row, added))
        return Refused(503, SILENT, ("retry-after", _RETRY_SECONDS))


def _named(row: Passed, added: list[Header]) -> dict[str, str]:
    identity = dict(added)[b"avow-request-id"].decode()
    return {"upstream": row.service, "route": row.template, "request": identity}
