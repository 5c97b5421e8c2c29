"""Make the databases and roles of the running installation (`python -m infra.local.databases`)."""

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from infra.local.installation import EDGE
from shared.tenancy.provision import Passwords, provision


def main() -> None:
    """Read `run.json`, which names every service, the edge and their passwords, and provision them."""
    run = json.loads((Path(os.environ["AVOW_DATA"]) / "run.json").read_text())
    having = {**run["services"], EDGE: run["edge"]}
    wanted = {name: _passwords(part["env"]) for name, part in having.items()}
    asyncio.run(provision(run["postgres"], wanted))


def _passwords(environment: dict[str, str]) -> Passwords:
    said = {
        role: unquote(urlsplit(environment[f"AVOW_DATABASE_{role.upper()}"]).password or "")
        for role in ("owner", "app", "relay")
    }
    return Passwords(**said)


if __name__ == "__main__":
    main()
