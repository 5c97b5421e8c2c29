"""The time zone of a country's capital, where a profile names none; a tenant elsewhere in its country says so."""

from babel.core import get_global

from shared.errors import Invalid, Problem

# Countries with several zones: the one of the seat of government.
_CAPITALS = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "US": "America/New_York",
}


def zone_of(country: str) -> str:
    """The IANA zone of a country's capital; raises Invalid where the country has several and none is known."""
    if country in _CAPITALS:
        return _CAPITALS[country]
    zones = [zone for zone, where in get_global("zone_territories").items() if where == country]
    if len(zones) == 1:
        return str(zones[0])
    reason = f"{country} has several time zones: name one, such as Europe/Paris"
    raise Invalid(f"zone: {reason}", problems=[Problem("zone", reason)])
