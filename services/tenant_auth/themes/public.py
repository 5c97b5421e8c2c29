"""The true first page of a center in a theme that nobody else sees yet; the console alone may frame it."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.tenant_auth.themes.preview import previewed
from services.tenant_auth.themes.stylesheet import stylesheet
from shared.errors import Missing
from shared.phrase import phrase
from shared.sites import Sites
from shared.sites.manifest import Entry
from shared.tenancy import current
from shared.tenancy.profile import profile
from shared.web.headers import CONTENT_SECURITY_POLICY
from shared.web.templates import assets

_SHEET = b'href="/theme.css"'


async def preview(request: Request) -> Response:
    """The published page as it is, but for its style sheet; links lead nowhere from the frame."""
    await previewed(request.path_params["token"])
    html = await _first_page(request)
    html = html.replace(_SHEET, f'href="{request.url.path}/theme.css"'.encode(), 1)
    html = html.replace(b"<head>", b'<head>\n<base target="_blank">\n<meta name="robots" content="noindex">', 1)
    return HTMLResponse(html, headers=_headers(request.app.state.settings.console))


async def preview_styles(request: Request) -> Response:
    """The style sheet of the theme."""
    theme = await previewed(request.path_params["token"])
    css = stylesheet(theme, assets(request.app.state.settings.static))
    return Response(css, media_type="text/css; charset=utf-8", headers={"cache-control": "no-store"})


async def _first_page(request: Request) -> bytes:
    sites = Sites.of(request.app.state.settings)
    path = f"/{(await profile()).locales[0]}/"
    for published in (await sites.manifests(current.tenant()) or {}).values():
        entry = published.manifest.entries.get(path)
        if isinstance(entry, Entry):
            return await sites.blob(entry.blobs["identity"])
    raise Missing(phrase("The center has no first page yet. It will be there in a moment."))


def _headers(console: str) -> dict[str, str]:
    """Nobody keeps it, nobody finds it, nobody else frames it."""
    return {
        "content-security-policy": CONTENT_SECURITY_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {console}"
        ),
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
    }
