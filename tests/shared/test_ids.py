"""Identifiers sort by time; tokens cannot be guessed."""

import re
import threading
import time
from uuid import UUID

from shared.ids import new_id, new_token


def test_an_id_is_a_uuid_of_version_7_with_the_present_time() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert abs((made.int >> 80) - time.time() * 1000) < 60_000


def test_ids_grow_even_within_a_millisecond() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))


def test_threads_never_make_the_same() -> None:
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_a_token_holds_128_bits_and_fits_an_address() -> None:
    made = {new_token() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in made)
