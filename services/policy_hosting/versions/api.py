"""Versions for programs: drafted, written, reviewed, given up."""

from typing import Annotated, Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.facts.reading import checked, dump
from services.policy_hosting.versions.about import About, about, about_this
from services.policy_hosting.versions.answers import Text, Version, Versions, VersionWithTexts, described
from services.policy_hosting.versions.approval import approve as approve_version
from services.policy_hosting.versions.approval import submit as submit_version
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.drafting import draft as draft_version
from services.policy_hosting.versions.editing import next_draft, remove_text, save_facts, save_text
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import Version as Kept
from services.policy_hosting.versions.version import numbered
from shared.web.json import answered, body
from shared.web.route import caller_of

Texts = Annotated[dict[str, str], Field(max_length=50, description="Markdown by language.")]


class NewVersion(BaseModel):
    """A version to draft; what is not given is carried over from the version in force."""

    change: Change = Change.MATERIAL
    texts: Texts = Field(default_factory=dict)
    facts: dict[str, Any] | None = Field(default=None, description="The facts, whole; see docs/facts.md.")
    summary: Annotated[dict[str, str], Field(max_length=50)] = Field(
        default_factory=dict, description="What changes, for readers, by language."
    )


class NewText(BaseModel):
    """A text of a draft."""

    text: str = Field(description="Markdown.")
    seen: str | None = Field(default=None, description="The hash of the text you started from; empty for none.")
    renewed: bool = Field(default=True, description="It is a translation of the prevailing text as it is now.")


class NewFacts(BaseModel):
    """The facts of a draft, whole."""

    facts: dict[str, Any]


class Comment(BaseModel):
    """What the reviewer says to the author."""

    comment: str = Field(default="", max_length=2000)


async def index(request: Request) -> Response:
    """All versions of a document, the newest first."""
    document = await Document.named(request.path_params["slug"])
    found = await Kept.filter(document_id=document.id).order_by("-number")
    return answered(Versions(items=[await described(await about_this(document, each)) for each in found]))


async def create(request: Request) -> Response:
    """Draft the next one."""
    document = await Document.named(request.path_params["slug"])
    asked = await body(request, NewVersion)
    if asked.texts or asked.facts is not None:
        facts = None if asked.facts is None else dump(checked(asked.facts))
        given = Given(texts=asked.texts, facts=facts, summary=asked.summary)
        version = await draft_version(document, given, _actor(request), change=asked.change)
    else:
        version = await next_draft(document, _actor(request), change=asked.change)
    return answered(await described(await about_this(document, version)), 201)


async def show(request: Request) -> Response:
    """One of them with its texts and facts."""
    return answered(await VersionWithTexts.whole(await _about(request)))


async def withdraw(request: Request) -> Response:
    """Give up a draft."""
    here = await _about(request)
    await here.version.withdraw(_actor(request))
    return Response(status_code=204, headers={"cache-control": "no-store"})


async def write(request: Request) -> Response:
    """Write a text of a draft."""
    here = await _about(request)
    asked = await body(request, NewText)
    locale = request.path_params["locale"]
    await save_text(here.version, locale, asked.text, _actor(request), seen=asked.seen, renewed=asked.renewed)
    return answered(Text.of(await _about(request), locale))


async def leave_out(request: Request) -> Response:
    """Leave a translation out of a draft."""
    here = await _about(request)
    await remove_text(here.version, request.path_params["locale"], _actor(request))
    return Response(status_code=204, headers={"cache-control": "no-store"})


async def state_facts(request: Request) -> Response:
    """Put the facts of a draft in the place of those it has."""
    here = await _about(request)
    asked = await body(request, NewFacts)
    await save_facts(here.version, dump(checked(asked.facts)), _actor(request))
    return await _answer(request)


async def submit(request: Request) -> Response:
    """Hand a draft to whoever reviews it."""
    await submit_version((await _about(request)).version, _actor(request))
    return await _answer(request)


async def approve(request: Request) -> Response:
    """Approve a version in review."""
    await approve_version((await _about(request)).version, _actor(request))
    return await _answer(request)


async def send_back(request: Request) -> Response:
    """Make a version in review, or an approved one, a draft again."""
    here = await _about(request)
    asked = await body(request, Comment)
    await here.version.return_to_draft(_actor(request), asked.comment.strip())
    return await _answer(request)


async def _answer(request: Request) -> Response:
    here = await _about(request)
    version = await numbered(here.document.id, here.version.number)
    answer: Version = await described(await about_this(here.document, version))
    return answered(answer)


async def _about(request: Request) -> About:
    return await about(request.path_params["slug"], request.path_params["number"])


def _actor(request: Request) -> Actor:
    return Actor.caller(caller_of(request))
