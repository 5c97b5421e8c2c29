"""Whether a figure holds its target, in a word."""


def verdict(held: bool) -> str:  # noqa: FBT001
    return "held" if held else "MISSED"
