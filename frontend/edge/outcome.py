"""What a room says to a request: an answer, or that a service shall answer."""

from typing import NamedTuple

from frontend.edge.answer import Answer
from frontend.edge.hosts import Kind
from frontend.edge.routes import Passed
from frontend.edge.shelf import Standing

ANY = "any"


class Reply(NamedTuple):
    """An answer, with the kind of host and the template that stand for it in metrics."""

    kind: str
    template: str
    answer: Answer


class Passing(NamedTuple):
    """A row of the table, for a tenant on public hosts."""

    kind: Kind
    row: Passed
    standing: Standing | None = None
