"""The page on which a tenant says whether people may approve what they wrote themselves."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.colleagues import four_eyes
from services.policy_hosting.permissions import Permission
from services.policy_hosting.room import show
from shared.tenancy.current import tenant
from shared.web.console import seen_again
from shared.web.forms import Form, read_form
from shared.web.route import caller_of


class Choice(BaseModel):
    """Whether own work may be approved."""

    own_work: str = "no"


async def rule(request: Request) -> Response:
    """What holds now, and why."""
    return await show(
        request,
        "approval",
        form=Form(),
        own_work=await four_eyes.chosen(),
        alone=await four_eyes.is_alone(),
    )


async def choose(request: Request) -> Response:
    """Keep the tenant's choice."""
    given, _ = await read_form(request, Choice)
    actor = Actor.caller(caller_of(request))
    actor.need(Permission.CHOOSE_APPROVAL)
    await four_eyes.choose(own_work=given is not None and given.own_work == "yes")
    await actor.acted(Permission.CHOOSE_APPROVAL, "approval", tenant(), ("own_work",))
    return seen_again(request, "/policies/approval", done="chosen")
