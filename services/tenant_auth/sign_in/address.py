"""Where a sign-in leads: pages of this host alone, never an address that somebody else made up."""

import re

_OURS = re.compile(r"/(?:authorization\?|account|invitations)[\x21-\x5b\x5d-\x7e]*")
_LONGEST = 6000


def safe(then: str, otherwise: str) -> str:
    """The address if it is one that begins here and can only stay here; a backslash is a slash to browsers."""
    fits = len(then) <= _LONGEST and _OURS.fullmatch(then) is not None
    return then if fits and "//" not in then.partition("?")[0] else otherwise
