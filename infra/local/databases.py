"""Make the databases and roles of the running installation (`python -m infra.local.databases`)."""

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from shared.tenancy.provision import Passwords, provision


def main() -> None:
    """Read `run.json`, which names every service and its passwords, and provision them."""
    run = json.loads((Path(os.environ["AVOW_DATA"]) / "run.json").read_text())
    wanted = {name: _passwords(service["env"]) for name, service in run["services"].items()}
    asyncio.run(provision(run["postgres"], wanted))


def _passwords(environment: dict[str, str]) -> Passwords:
    said = {
        role: unquote(urlsplit(environment[f"AVOW_DATABASE_{role.upper()}"]).password or "")
        for role in ("owner", "app", "relay")
    }
    return Passwords(**said)


if __name__ == "__main__":
    main()
