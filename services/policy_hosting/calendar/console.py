"""The calendar's page and its file."""

from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.calendar.coming import coming
from services.policy_hosting.calendar.icalendar import icalendar
from services.policy_hosting.room import show
from shared import clock
from shared.web.locale import locale_of
from shared.web.route import caller_of


async def index(request: Request) -> Response:
    """What takes effect when."""
    return await show(request, "calendar", coming=await coming(locale_of(request)))


async def file(request: Request) -> Response:
    """The same for calendar programs."""
    url = f"{request.app.state.settings.console}/{caller_of(request).slug}/policies"
    made = icalendar(await coming(locale_of(request)), now=clock.now(), url=url)
    headers = {"content-disposition": 'attachment; filename="policies.ics"', "cache-control": "no-store"}
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)
