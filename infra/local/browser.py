"""The browser of the tests: the system's Chromium, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys

from infra.local.process import EngineError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The system's Chromium; None means Playwright's own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def arguments() -> list[str]:
    """What it must be started with: a sandbox needs rights that root's containers lack."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def need() -> None:
    """Make sure that there is one; EngineError says in plain words what was tried."""
    if executable() or _from_debian() or _from_playwright():
        return
    message = (
        "The tests need a browser and none could be had: there is no Chromium on PATH, Debian's package "
        "could not be installed (that takes root), and Playwright could not fetch its own.\n"
        "Install Chromium and try again, or run `make quick`, which needs none."
    )
    raise EngineError(message)


def _from_debian() -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    print("Installing Chromium (Debian's package; once) …", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
    for command in ([apt, "update"], install):
        subprocess.run(command, env=environ, capture_output=True, check=False)
    return executable() is not None


def _from_playwright() -> bool:
    if _playwrights_own_works():
        return True
    print("Fetching Playwright's own Chromium (once) …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, capture_output=True, check=False)
    return _playwrights_own_works()


def _playwrights_own_works() -> bool:
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  a second that most runs save

    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(args=arguments()).close()
    except Error:
        return False
    return True
