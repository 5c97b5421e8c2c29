"""Starts engines, services and edge, restarts what dies, stops all of it in order (`make run`)."""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

from infra.local import leftovers, plan, postgres
from infra.local.child import Child
from infra.local.engine_room import EngineRoom
from infra.local.engines import EngineError
from infra.local.installation import ROOT, Installation
from infra.local.plan import Plan, Program, Step
from infra.local.ports import choose_again
from infra.local.process import Process
from infra.local.readiness import health
from infra.local.signals import Signals

READY_WITHIN = 120.0
ENGINES = ("postgres", "nats")  # in the order of starting


class Stopped(Exception):  # noqa: N818  not a fault: somebody pressed Ctrl-C
    """Somebody asked to stop."""


class Supervisor:
    """One installation and everything that runs for it."""

    def __init__(self, installation: Installation, what: Plan) -> None:
        self.installation = installation
        self.plan = what
        self.pids = installation.data / "pids"
        self.children: list[Child] = []  # in the order of starting
        self.signals = Signals()

    @cached_property
    def engines(self) -> EngineRoom:
        return EngineRoom(self.installation)

    def run(self) -> None:
        """Until somebody asks to stop; EngineError when something needed cannot be had."""
        began = time.monotonic()
        with self._alone():
            self._clear_away()
            self.installation.need_port()
            try:
                missing = self._start()
                say(f"Ready after {time.monotonic() - began:.1f} s{missing}.")
                self._tell_addresses()
                while True:
                    self._watch(None)
            except Stopped:
                say("Stopping …")
            finally:
                self._stop()
        say("Everything is stopped.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One supervisor per data folder; the lock goes with its process, however that ends."""
        self.installation.data.mkdir(parents=True, exist_ok=True)
        with (self.installation.data / "supervisor.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                message = f"Avow runs already from {self.installation.data} (process {lock.read()})."
                raise EngineError(message) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def _clear_away(self) -> None:
        """Stop what a killed supervisor left behind."""
        order = ["edge", *self.plan.services, *reversed(ENGINES)]
        stopped = leftovers.stop_all(self.pids, order)
        if stopped:
            say(f"Stopped what an earlier run had left behind: {', '.join(stopped)}.")

    def _start(self) -> str:
        """Everything, one after the other; what is missing though it runs, to be said beside "Ready"."""
        self._start_engines()
        self._prepare(self.engines.cluster / "avow-prepared")
        for program in self.plan.programs:
            launch = partial(self._launch, program)
            self._keep(Child(program.name, launch, self.pids), launch())
        self._wait_until_ready()
        return self._first_time()

    def _prepare(self, stamp: Path) -> None:
        """Provision and migrate, unless this very cluster had just that; saves seconds at every start."""
        told = hashlib.sha256(json.dumps(self.installation.secrets).encode())
        for file in sorted(self.plan.watched):
            told.update(file.read_bytes())
        if stamp.exists() and stamp.read_text() == told.hexdigest():
            return
        for step in self.plan.before:
            self._do(step)
        stamp.write_text(told.hexdigest())

    def _start_engines(self) -> None:
        """PostgreSQL, then NATS."""
        if not self.engines.cluster.exists():
            say(f"Making the database in {self.engines.cluster} …")
        database, bus = self.engines.database, self.engines.bus
        self.engines.start("postgres")
        child = Child("postgres", partial(self._relaunch, "postgres"), self.pids, postgres.STOP_SIGNAL, patience=30)
        self._keep(child, database.process)
        self.engines.start("nats")
        self._keep(Child("nats", partial(self._relaunch, "nats"), self.pids), bus.process)
        self.engines.write_down()

    def _keep(self, child: Child, process: Process) -> None:
        """Look after a process that was just started; whoever asked to stop meanwhile is heard after."""
        self.children.append(child)
        child.adopt(process)
        self._check()

    def _relaunch(self, name: str) -> Process:
        self._make_room(name, [name])
        return self.engines.database.launch() if name == "postgres" else self.engines.bus.launch()

    def _launch(self, program: Program) -> Process:
        self._make_room(program.name, program.ports)
        return Process(
            program.command,
            log=self.installation.data / "logs" / f"{program.name}.log",
            env=plan.environment(program.environment(self.installation)),
            cwd=ROOT,
        )

    def _make_room(self, name: str, ports: Iterable[str]) -> None:
        """Another port for whoever lost its own to another program; who was told the old one starts again."""
        if not choose_again(self.installation.ports, ports):
            return
        say(f"Another program took a port of {name}: it gets another one, and the others start again to know it.")
        self.engines.follow_ports()
        self.engines.write_down()
        for child in self.children:
            if child.name not in (*ENGINES, name):
                child.ask_to_stop()

    def _do(self, step: Step) -> None:
        """Run a command that ends, looking after the children meanwhile."""
        say(f"{step.says} …")
        process = Process(
            step.command,
            log=self.installation.data / "logs" / "steps.log",
            env=plan.environment(self.installation.of_operator()),
            cwd=ROOT,
        )
        try:
            while process.status() is None:
                self._watch(0.1)
        finally:
            process.stop()
        if process.status() != 0:
            message = f"{step.says} failed:\n{process.last_words()}\nThe whole log: {process.log}"
            raise EngineError(message)

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            ready, said = health(self.installation.port, self.installation.domain)
            if ready:
                return
            self._watch(0.05)
        message = f"Not ready after {READY_WITHIN:.0f} s: {said}\nLogs: {self.installation.data / 'logs'}"
        raise EngineError(message)

    def _first_time(self) -> str:
        """The demonstration, once; a failure is told and tried again at the next start."""
        done = self.installation.data / "demo-loaded"
        if done.exists():
            return ""
        try:
            for step in self.plan.first_time:
                self._do(step)
        except EngineError as error:
            say(str(error))
            return ", but the demonstration is missing or incomplete. All else runs; the next start tries again"
        done.touch()
        return ""

    def _watch(self, seconds: float | None) -> None:
        """Sleep until something happens, look after every child, obey a request to stop."""
        due = [moment for child in self.children if (moment := child.next_due()) is not None]
        limits = due if seconds is None else [*due, seconds]
        self.signals.wait(min(limits, default=None))
        self._check()
        for child in self.children:
            if sentence := child.tend():
                say(f"{sentence}. Log: {self.installation.data / 'logs' / child.name}.log")

    def _check(self) -> None:
        if self.signals.stop_asked:
            raise Stopped

    def _tell_addresses(self) -> None:
        hosts = self.installation.data / "sites" / "hosts"
        names = sorted(file.stem for file in hosts.glob(f"*.{self.installation.domain}.json"))
        for name in [self.installation.domain, *names[:20]]:
            say("  " + self.installation.url(name) + "/")
        self._tell_sign_ins()
        say("Ctrl-C stops everything.")

    def _tell_sign_ins(self) -> None:
        """Who can sign in to the demonstration; the file is there in development alone."""
        file = self.installation.data / "demo-owners.json"
        owners: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        if owners:
            say(f"Sign in at {self.installation.url(f'console.{self.installation.domain}')}/ (development only):")
        for email, password in sorted(owners.items()):
            say(f"  {email}  {password}")

    def _stop(self) -> None:
        """Edge, services side by side, NATS, PostgreSQL."""
        self.installation.remove_run_file()
        engines = [child for child in self.children if child.name in ENGINES]
        services = [child for child in self.children if child.name in self.plan.services]
        others = [child for child in self.children if child not in (*engines, *services)]
        for together in (others, services, *([engine] for engine in reversed(engines))):
            for child in together:
                child.ask_to_stop()
            for child in together:
                child.stop()


def say(text: str) -> None:
    print(text, flush=True)
