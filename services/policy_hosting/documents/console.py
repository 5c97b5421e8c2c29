"""Console pages of documents: the list, bringing a policy along, one document through its versions."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.bringing import USUAL, bring
from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.documents.listing import listed
from services.policy_hosting.facts.profile_differences import profile_differences
from services.policy_hosting.publication.naming import kind_name
from services.policy_hosting.room import show
from services.policy_hosting.texts.form import Form as Written
from services.policy_hosting.texts.form import as_markdown, file_as_markdown
from services.policy_hosting.versions.about import timeline_of
from services.policy_hosting.versions.binding import facts_of
from shared.errors import Problem, Refusal
from shared.phrase import phrase
from shared.tenancy.attempt import attempt
from shared.tenancy.profile import profile
from shared.web.console import seen_again
from shared.web.forms import Form, read_form
from shared.web.locale import locale_of
from shared.web.route import caller_of


class Bringing(BaseModel):
    """What somebody brings, and what it shall be."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    kind: Kind
    slug: str = ""
    locale: str
    audience: Audience = Audience.EVERYONE
    written: Written = Written.PLAIN
    text: str = ""
    file: UploadFile | None = None


class Pasted(BaseModel):
    """HTML from the clipboard."""

    html: str


async def index(request: Request) -> Response:
    """Every document: in force, coming, being written, and what deserves a look."""
    return await show(request, "documents", documents=await listed(locale_of(request)))


async def new(request: Request) -> Response:
    """The form that takes what the company has."""
    return await _asked(request, Form())


async def create(request: Request) -> Response:
    """Convert it and keep it as a draft; then it is seen as readers will."""
    given, form = await read_form(request, Bringing)
    if given is None:
        return await _asked(request, form)
    try:
        async with attempt():
            brought = await bring(
                given.slug.strip(),
                await _text(given),
                Actor.caller(caller_of(request)),
                kind=given.kind,
                locale=given.locale,
                audience=given.audience,
            )
    except Refusal as refusal:
        form.problems += [Problem(_field(each.field), each.reason) for each in refusal.problems]
        return await _asked(request, form)
    where = f"/policies/{brought.document.slug}/versions/{brought.version.number}/texts/{given.locale}"
    return seen_again(request, where, done="brought")


async def conversion(request: Request) -> Response:
    """What was pasted, as Markdown: asked for by script, put into the text where the person pastes."""
    given, form = await read_form(request, Pasted)
    if given is None:
        form.refuse("html", phrase("Nothing was pasted."))
        return PlainTextResponse("", status_code=422)
    return PlainTextResponse(as_markdown(given.html, Written.HTML))


async def document(request: Request) -> Response:
    """One document: its versions in time, and what can be done next."""
    locale = locale_of(request)
    found = await Document.named(request.path_params["slug"])
    (row,) = await listed(locale, [found])
    who, facts = await profile(), facts_of(row.in_force.facts) if row.in_force else None
    return await show(
        request,
        "document",
        row=row,
        document=found,
        timeline=await timeline_of(found),
        who=who,
        drifted=profile_differences(facts, who, locale) if facts else [],
        kind=kind_name(found.kind, locale),
    )


async def _asked(request: Request, form: Form) -> Response:
    locale = locale_of(request)
    context: dict[str, Any] = {
        "form": form,
        "kinds": [(kind.value, kind_name(kind, locale)) for kind in Kind],
        "usual": {kind.value: slug for kind, slug in USUAL.items()},
        "locales": (await profile()).locales,
        "host": f"{caller_of(request).slug}.{request.app.state.settings.domain}",
    }
    return await show(request, "new", 200 if form.ok else 422, **context)


async def _text(given: Bringing) -> str:
    raw = b""
    if given.file is not None:
        raw = await given.file.read()
        await given.file.close()
    if given.file is not None and given.file.filename:
        return file_as_markdown(given.file.filename, raw)
    return as_markdown(given.text, given.written)


def _field(name: str) -> str:
    """The form's field for a noun's: a text is refused as `texts.en: line 3`."""
    names = {"prevailing_locale": "locale", "file": "file", "slug": "slug"}
    return names.get(name, "text")
