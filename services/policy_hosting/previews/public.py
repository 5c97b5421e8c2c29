"""The page behind a preview link: the true page of a version that is not public, for an hour, framed by the console."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.policy_hosting.documents.document import Document
from services.policy_hosting.previews.preview import preview_of
from services.policy_hosting.previews.showing import preview_page
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.versions.about import about_this
from services.policy_hosting.versions.version import Version
from shared.errors import Invalid, Missing
from shared.phrase import phrase
from shared.tenancy import current
from shared.web.headers import CONTENT_SECURITY_POLICY
from shared.web.templates import render


async def preview(request: Request) -> Response:
    """As it stands at this moment; a text that cannot be shown says why."""
    found = await preview_of(request.path_params["token"])
    version = await Version.get_or_missing(id=found.version_id)
    seen = await about_this(await Document.get(id=version.document_id), version)
    settings = request.app.state.settings
    center = await center_of(current.tenant(), settings)
    if center is None or found.locale not in center.profile.locales:
        raise Missing(phrase("There is no such page."))
    try:
        html, status = await run_in_threadpool(preview_page, center, seen, found.locale), 200
    except Invalid as refusal:
        context = {"problems": refusal.problems, "message": refusal.message}
        html, status = render("policy_hosting/public/unreadable.html", found.locale, settings.static, **context), 422
    except Missing as refusal:
        context = {"problems": (), "message": refusal.message}
        html, status = render("policy_hosting/public/unreadable.html", found.locale, settings.static, **context), 422
    return HTMLResponse(html, status_code=status, headers=_headers(settings.console, found.locale))


def _headers(console: str, locale: str) -> dict[str, str]:
    """The console alone may frame it; nobody keeps it, nobody finds it."""
    return {
        "content-security-policy": CONTENT_SECURITY_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {console}"
        ),
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "cross-origin",
        "content-language": locale,
    }
