"""`make run` with real engines and stand-ins for services and edge (`python -m tests.infra.stand_in_run`)."""

import os
import sys

from infra.local.engines import EngineError
from infra.local.installation import Installation
from infra.local.plan import Plan, Program, Step
from infra.local.supervisor import Supervisor

COMMAND = [sys.executable, "-m", "tests.infra.stand_in"]
FIRST_TIME = """
import os, pathlib, sys
if (pathlib.Path(os.environ["AVOW_DATA"]) / "broken").exists():
    sys.exit("the texts are not there")
"""
SERVICES = ["tenant_auth", "policy_hosting"]


def service(name: str) -> Program:
    return Program(
        name, [*COMMAND, name], lambda installation: installation.of_service(name), (name, f"{name} internal")
    )


PLAN = Plan(
    services=SERVICES,
    before=[Step("Preparing databases", [sys.executable, "-m", "infra.local.databases"])],
    programs=[
        *(service(name) for name in SERVICES),
        Program("edge", [*COMMAND, "edge"], Installation.of_edge),
    ],
    first_time=[Step("Loading the demonstration", [sys.executable, "-c", FIRST_TIME])],
)

if __name__ == "__main__":
    try:
        Supervisor(Installation(os.environ, SERVICES), PLAN).run()
    except EngineError as error:
        sys.exit(str(error))
