"""`make run`: build what browsers load, then supervise the house (`python -m infra.local.run`)."""

import os
import sys

from infra.local import assets
from infra.local.engines import EngineError
from infra.local.installation import Installation
from infra.local.packages import PackagesError
from infra.local.plan import house
from infra.local.supervisor import Supervisor


def main() -> int:
    """The exit status of `make run`; what is missing is said in plain words."""
    what = house()
    try:
        installation = Installation(os.environ, what.services)
        if "AVOW_STATIC" not in os.environ:
            assets.build()
        installation.rotate_logs()
        Supervisor(installation, what).run()
    except (EngineError, PackagesError) as error:
        return _sorry(str(error))
    except PermissionError as error:
        return _sorry(f"{error.filename} belongs to another user; choose another AVOW_DATA.")
    except KeyboardInterrupt:  # before the supervisor was there to hear it
        return 130
    return 0


def _sorry(text: str) -> int:
    print(f"\n{text}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
