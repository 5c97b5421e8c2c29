"""Pages that are made on demand: the comparison of two versions that are not neighbours."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.comparison_page import comparison_page
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion, publication
from shared.errors import Missing
from shared.tenancy import current
from shared.tenancy.profile import profile


async def comparison(request: Request) -> Response:
    """Any two public versions of a document, older first; cacheable, never stored."""
    who = await profile()
    center = Center(
        tenant=current.tenant(),
        profile=who,
        publication=await publication(),
        settings=request.app.state.settings,
    )
    locale = request.path_params["locale"]
    if locale not in who.locales:
        raise Missing("There is no such page.")
    document = _document(center, request.path_params["slug"])
    old = _version(document, request.path_params["old"])
    new = _version(document, request.path_params["new"])
    if old is new:
        raise Missing("There is no such page.")
    html = await run_in_threadpool(comparison_page, center, document, old, new, locale)
    headers = {
        "cache-control": "public, max-age=0, s-maxage=300",
        "content-language": locale,
    }
    return HTMLResponse(html, headers=headers)


def _document(center: Center, slug: str) -> PublicDocument:
    for document in center.documents:
        if document.slug == slug:
            return document
    raise Missing("There is no such page.")


def _version(document: PublicDocument, number: int) -> PublicVersion:
    for version in document.versions:
        if version.number == number:
            return version
    raise Missing("There is no such page.")
