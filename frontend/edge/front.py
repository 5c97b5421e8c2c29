"""The front page of the installation, on its bare domain."""

from html import escape

from frontend.edge.answer import Answer
from frontend.edge.negotiation import language
from frontend.edge.neutral import page
from frontend.edge.settings import EdgeSettings
from shared.i18n import SHIPPED, Translator, translator
from shared.sites import Sites
from shared.storage import StorageUnreachable

_MOST = 50


async def front_page(settings: EdgeSettings, sites: Sites, accept: bytes) -> Answer:
    """In development the way to every center; in production nothing that would list our tenants."""
    t = translator(language(accept, SHIPPED))
    if settings.development:
        body = await _centers(settings, sites, t)
    else:
        body = _paragraph(t.gettext("Each company’s center has an address of its own, which the company names."))
    return page(200, t, t.gettext("Privacy centers live here"), body, secure=settings.secure)


async def _centers(settings: EdgeSettings, sites: Sites, t: Translator) -> str:
    found: list[str] = []
    try:
        async for host, file in sites.hosts():
            if host == file.primary:
                found.append(host)
            if len(found) == _MOST:
                break
    except StorageUnreachable:
        return _paragraph(t.gettext("The site store does not answer."))
    if not found:
        return _paragraph(t.gettext("No center has been published yet."))
    links = "".join(f"<li>{_link(settings.url(host), host)}</li>\n" for host in sorted(found))
    return f"<ul>\n{links}</ul>\n"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}/">{escape(text)}</a>'
