"""The installation itself, where something belongs to no tenant: letters about an account, the end of a session."""

from uuid import UUID

HOUSE = UUID(int=0)
"""No tenant ever has this id; `unit_of_work(HOUSE)` writes what the installation says in its own name."""
