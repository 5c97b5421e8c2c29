"""Refusals of the edge: for people a page, for programs a problem document."""

from frontend.edge.answer import Answer, problem
from frontend.edge.asked import Asked
from frontend.edge.hosts import Kind
from frontend.edge.neutral import Words, neutral
from shared.i18n import translator


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """What was asked is not passed on, or was not answered."""

    def __init__(self, status: int, words: Words, *headers: tuple[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.words = words
        self.headers = headers


class Instead(Exception):  # noqa: N818  an answer of the edge's own in place of the service's
    """The edge answers this itself."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def refusal(status: int, words: Words, request: Asked, kind: Kind, *headers: tuple[str, str], secure: bool) -> Answer:
    if kind is Kind.API:
        return problem(status, words.title(translator("en")), *headers)
    return neutral(status, words, request.header(b"accept-language"), *headers, secure=secure)
