"""What the supervisor runs: the steps before everything, the services, the edge, the demo data."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.installation import ROOT, Environment, Installation, services

AVOW = str(Path(sys.executable).with_name("avow"))


@dataclass(frozen=True)
class Step:
    """A command that ends; the system is not ready before it did."""

    says: str
    command: list[str]


@dataclass(frozen=True)
class Program:
    """A command that runs until it is stopped, with its part of the environment."""

    name: str
    command: list[str]
    environment: Callable[[Installation], Environment]
    ports: tuple[str, ...] = ()  # as the installation calls them


@dataclass(frozen=True)
class Plan:
    """In the order of starting; stopping goes the other way, the engines last."""

    services: list[str]
    before: list[Step]
    programs: list[Program]
    first_time: list[Step] = field(default_factory=list)
    watched: list[Path] = field(default_factory=list)  # `before` is done again when one of these changed


def house() -> Plan:
    """The real one: every service that there is, then the edge."""
    names = services()
    return Plan(
        services=names,
        before=[
            Step("Preparing databases", [sys.executable, "-m", "infra.local.databases"]),
            Step("Migrating", [AVOW, "migrate"]),
        ],
        programs=[
            *(_service(name) for name in names),
            Program("mail", [sys.executable, "-m", "infra.local.catcher"], Installation.of_mail, ("mail", "smtp")),
            Program("edge", [sys.executable, "-m", "frontend.edge"], Installation.of_edge, ("edge internal",)),
        ],
        first_time=[Step("Loading the demonstration", [AVOW, "demo", "load"])],
        watched=[
            *ROOT.glob("services/*/migrations/*.py"),
            *ROOT.glob("frontend/edge/migrations/*.py"),
            *ROOT.glob("shared/tenancy/*.py"),
        ],
    )


def _service(name: str) -> Program:
    command = [sys.executable, "-m", f"services.{name}"]
    return Program(name, command, lambda installation: installation.of_service(name), (name, f"{name} internal"))


def environment(of_process: Environment) -> Environment:
    """A process's whole environment: the caller's, and what this process is told."""
    frugal = {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "2"}
    return {**os.environ, **frugal, **of_process}
