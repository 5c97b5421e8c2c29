"""Set up what the tests need: built static files, and a browser (`python -m infra.local.testing`)."""

import sys

from infra.local import assets, browser
from infra.local.engines import EngineError
from infra.local.packages import PackagesError


def main() -> int:
    """0 when the tests can run; else a sentence says what is missing."""
    try:
        assets.build()
        if "--without-browser" not in sys.argv[1:]:
            browser.need()
    except (EngineError, PackagesError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
