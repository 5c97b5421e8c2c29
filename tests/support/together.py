"""Which tests run in one process, one after the other: those of a file, and those of a folder that share a house."""

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # it has no types

SHARED = ("tests/journeys/five_centers/",)


class Together(LoadFileScheduling):  # type: ignore[misc]  # nor has its class
    """By file and by folder, for `--dist loadfile`; xdist's groups by mark do nothing under pytest 9.2 (its #1386)."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((folder for folder in SHARED if file.startswith(folder)), file)
