"""Render the sample centers into files of their hosts, as the edge would answer them."""

from collections.abc import Mapping
from pathlib import Path

from services.tenant_auth.themes.icon import icon
from services.tenant_auth.themes.stylesheet import Asset, stylesheet
from shared.web.templates import environment, render
from tests.support.showcase.center import Center

File = tuple[str, bytes]
"""Media type and body."""


def files(center: Center, static: Path) -> Mapping[str, File]:
    """Everything a browser asks a center for, by path."""
    asset: Asset = environment(center.locale, static).globals["asset"]  # type: ignore[assignment]  # globals are Any
    pages = {
        path: (
            "text/html; charset=utf-8",
            render(f"policy_hosting/public/{template}.html", center.locale, static, view=view).encode(),
        )
        for path, (template, view) in center.pages.items()
    }
    styles = {f"/static/{file.name}": (_type(file), file.read_bytes()) for file in static.iterdir()}
    return {
        **styles,
        **{f"/{path.lstrip('/')}": page for path, page in pages.items()},
        "/theme.css": ("text/css", stylesheet(center.theme, asset).encode()),
        "/icon.svg": ("image/svg+xml", icon(center.theme, center.name).encode()),
    }


def _type(file: Path) -> str:
    return {".css": "text/css", ".woff2": "font/woff2"}.get(file.suffix, "text/plain")
