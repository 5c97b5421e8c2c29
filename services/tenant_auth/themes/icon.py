"""The center's `/icon.svg`: the first letter of the name on the brand's colour, for the browser's tab."""

from html import escape

from services.tenant_auth.themes.theme import Corner, Theme
from services.tenant_auth.themes.tones import tones

_CORNERS = {Corner.SQUARE: 0, Corner.SOFT: 6, Corner.ROUND: 16}


def icon(theme: Theme, name: str) -> str:
    """A small drawing of its own, so that no page asks for a file that is not there."""
    these = tones(theme.colour, theme.tint)
    letter = escape(next((sign for sign in name if sign.isalnum()), "·").upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="{_CORNERS[theme.corner]}" fill="{these.band}"/>'
        f'<text x="32" y="46" text-anchor="middle" font-family="Georgia,serif" font-size="40" '
        f'font-weight="700" fill="{these.on_band}">{letter}</text></svg>\n'
    )
