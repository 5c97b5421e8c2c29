"""Between password and session: who gave the right password and needs more is remembered by a cookie, not a session."""

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.visit import seen_again
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Opened, Proof, Purpose

COOKIE = "__Host-avow-second"
_SECONDS = 600


async def ask(person: Person, then: str) -> Response:
    """303 to the page that asks for a code; inside `unit_of_work(HOUSE)`. A session begins after the code alone."""
    token = await Proof.make(Purpose.SECOND_FACTOR, person=person.id, then=then)
    answer = seen_again("/sign-in/second-factor")
    answer.set_cookie(COOKIE, token, max_age=_SECONDS, path="/", secure=True, httponly=True, samesite="lax")
    return answer


async def asked(request: Request) -> Opened:
    """Who gave a password in this browser within the last ten minutes; raises LinkOver."""
    return await Proof.look(request.cookies.get(COOKIE, ""), Purpose.SECOND_FACTOR)


async def answered(request: Request) -> None:
    """It was enough; the password has to be given again for another session."""
    await Proof.use(request.cookies.get(COOKIE, ""), Purpose.SECOND_FACTOR)


def forget(answer: Response) -> Response:
    """Take the cookie back."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer
