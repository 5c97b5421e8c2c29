"""Passwords known from leaks: looked up in a list that the operator keeps, so that none of them leaves the house.

The list is a file of lines `SHA-1 in capitals:count`, sorted, as the downloader of Have I Been Pwned writes it.
"""

import hashlib
from pathlib import Path

_DIGITS = 40


def is_leaked(password: str, file: Path) -> bool:
    """Whether the list has it: some thirty reads, however long the list is."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, file.stat().st_size
        while low < high:  # what begins before `low` is smaller, what begins after `high` is not
            middle = (low + high) // 2
            lines.seek(middle)
            lines.readline()
            line = lines.readline()
            if line and line[:_DIGITS] < wanted:
                low = lines.tell() - len(line)
            else:
                high = middle
        lines.seek(low)
        return wanted in (lines.readline()[:_DIGITS], lines.readline()[:_DIGITS])
