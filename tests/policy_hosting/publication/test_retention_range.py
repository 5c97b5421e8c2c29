"""The drawn range of retention."""

from services.policy_hosting.publication.retention_range import RetentionPoint, RetentionRange


def drawn(*days: int) -> tuple[str, ...]:
    return RetentionRange(tuple(RetentionPoint(each, "", "") for each in days)).places()


def test_the_shortest_stands_left_and_the_longest_right() -> None:
    lengths = RetentionRange((RetentionPoint(3650, "10 years", "b"), RetentionPoint(90, "90 days", "a")))
    assert (lengths.shortest.length, lengths.longest.length) == ("90 days", "10 years")
    assert lengths.places() == ("2%", "98%")


def test_equal_ratios_are_equally_far_apart() -> None:
    assert drawn(10, 100, 1000) == ("2%", "50%", "98%")


def test_the_same_length_is_one_point() -> None:
    assert drawn(365, 365) == ("2%",)


def test_zero_is_a_length() -> None:
    assert drawn(0, 30) == ("2%", "98%")
