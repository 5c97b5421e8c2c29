"""What the form for a company offers to choose from."""

from typing import Any

from babel import Locale
from starlette.requests import Request

from services.tenant_auth.account.visit import locale
from services.tenant_auth.sign_up import terms
from services.tenant_auth.tenants.profile import is_country
from shared.i18n import SHIPPED, own_name
from shared.settings import Installation


async def company_form(request: Request) -> dict[str, Any]:
    """Countries by their names in the reader's language, our languages by their own, and the texts to accept."""
    settings: Installation = request.app.state.settings
    spoken = locale(request)
    texts = await terms.offered(settings, spoken)
    names = Locale.parse(spoken).territories
    countries = sorted(((code, name) for code, name in names.items() if is_country(code)), key=lambda each: each[1])
    return {
        "countries": [("", ""), *countries],
        "languages": [(code, own_name(code)) for code in SHIPPED],
        "spoken": [spoken],
        "texts": texts,
        "accepted": terms.seal_of(texts),
        "domain": settings.domain,
        "unproven": settings.signup != "open",
    }
