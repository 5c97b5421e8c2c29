"""Files for machines that every site has: robots.txt, sitemaps, security.txt."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape, quoteattr

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_VALID_MONTHS = 11  # RFC 9116, 2.5.5: less than a year


def robots(origin: str, *, indexed: bool) -> str:
    """Crawlers may read everything, or, where a center is not to be found, see each page's noindex."""
    lines = ["User-agent: *", "Allow: /"]
    if indexed:
        lines.append(f"Sitemap: {origin}/sitemap.xml")
    return "\n".join(lines) + "\n"


def sitemap_index(origin: str, services: Iterable[str]) -> str:
    """Each service has a sitemap of its own; this is their index."""
    entries = "".join(
        f"<sitemap><loc>{escape(origin)}/sitemaps/{service}.xml</loc></sitemap>\n" for service in services
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAP}">\n{entries}</sitemapindex>\n'


def sitemap(pages: Iterable[Mapping[str, str]]) -> str:
    """Pages as absolute URLs by language; each is listed with its siblings (hreflang)."""
    urls = []
    for languages in pages:
        siblings = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(url)}/>'
            for code, url in languages.items()
        )
        urls += [f"<url><loc>{escape(url)}</loc>{siblings}</url>\n" for url in languages.values()]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">\n'
        f"{''.join(urls)}</urlset>\n"
    )


def security(contact: str, *, origin: str, locales: Iterable[str], today: date) -> str:
    """security.txt (RFC 9116); it expires eleven months after the first of this month and is renewed monthly."""
    return "\n".join(
        [
            f"Contact: {contact}",
            f"Expires: {expiry(today).isoformat().replace('+00:00', 'Z')}",
            f"Preferred-Languages: {', '.join(locales)}",
            f"Canonical: {origin}/.well-known/security.txt",
            "",
        ]
    )


def expiry(today: date) -> datetime:
    """A date that stays the same for a month, so that rendering twice gives the same bytes."""
    month = today.month - 1 + _VALID_MONTHS
    return datetime(today.year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


def next_renewal(today: date) -> datetime:
    """When the file must be written anew."""
    month = today.month
    return datetime(today.year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
