"""What is kept of people so that the database alone cannot tell it: sealed under the installation's own key."""

from shared.keys import Keys, keys_of
from shared.tenancy.backend import active
from shared.tenancy.house import HOUSE


def seal(context: str, data: bytes) -> bytes:
    """The data encrypted; `context` says what and whose it is."""
    return _keys().seal(HOUSE, context, data)


def unseal(context: str, sealed: bytes) -> bytes:
    """What was sealed with this context."""
    return _keys().open(HOUSE, context, sealed)


def _keys() -> Keys:
    settings = active().settings
    if settings is None:
        raise RuntimeError("this database was opened without settings")
    return keys_of(settings)
