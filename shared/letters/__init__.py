"""Letters: mails to people, written in the transaction of what they tell of and sent by the worker afterwards."""

from shared.letters.letter import write
from shared.letters.post import Post

__all__ = ["Post", "write"]
