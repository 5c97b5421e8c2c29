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

    async def pass_on(
        self, row: Passed, request: Asked, standing: Standing | None, receive: Receive, send: Send
    ) -> int:
        """The status the service answered with."""
        address = client_address(request.peer, request.header(b"x-forwarded-for"), self.trusted)
        wait = self.rate.take(block(address))
        if wait:
            raise Refused(429, TOO_OFTEN, ("retry-after", str(wait)))
        identity = new_id()
        added: list[Header] = [
            (b"avow-client", cut(address).encode()),
            (b"avow-request-id", str(identity).encode()),
            (b"avow-edge", self.secret),
        ]
        if standing is not None:
            added.append((b"avow-tenant", str(standing.file.tenant).encode()))
        try:
            return await pass_on(self.services, row, request, added, receive, send)
        except NotThere:
            raise Refused(404, NO_PAGE) from None
        except TooLarge:
            raise Refused(413, TOO_LARGE, ("connection", "close")) from None
        except BrokenOff:
            # What was sent cannot be taken back; the connection is cut, so that it does not look whole.
            log.warning("an answer broke off", upstream=row.service, route=row.template, request=str(identity))
            return 502
        except ServiceSilent as silent:
            cause = silent.__cause__ or silent
            log.warning(
                "a service does not answer",
                upstream=row.service,
                route=row.template,
                request=str(identity),
                error=cause,
            )
            raise Refused(503, SILENT, ("retry-after", _RETRY_SECONDS)) from None
