"""wrk and nginx: from PATH, else Debian's packages where we may install them."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.process import free_port

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_NGINX = """worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type text/html;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@dataclass(frozen=True)
class Measured:
    """One run of wrk."""

    rate: float
    p99: float  # milliseconds


def need(*programs: str) -> None:
    """Install what is missing, or say in plain words that it is."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = ["nginx-light" if program == "nginx" else program for program in missing]
        subprocess.run([_found("apt-get"), "install", "-y", "-qq", *packages], check=False, capture_output=True)
        missing = [program for program in missing if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"This benchmark needs {' and '.join(missing)}; install them and run it again.")


def _found(program: str) -> str:
    found = shutil.which(program)
    assert found is not None
    return found


def wrk(url: str, *, seconds: int, host: str = "", headers: Sequence[str] = ()) -> Measured:
    """32 connections from one thread."""
    options = [f"-HHost: {host}"] if host else []
    options += [f"-H{header}" for header in headers]
    done = subprocess.run(
        [_found("wrk"), "-t1", "-c32", f"-d{seconds}", "--latency", *options, url],
        capture_output=True,
        text=True,
        check=True,
    )
    refused = re.search(r"Non-2xx.*", done.stdout)
    assert refused is None, f"{url}: {refused and refused[0]}"
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout), re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    assert rate is not None
    assert p99 is not None
    return Measured(float(rate[1]), float(p99[1]) * _UNITS[p99[2]])


@contextmanager
def nginx(folder: Path) -> Iterator[int]:
    """One worker that serves a folder's files; answers its port."""
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, port=port))
    folder.chmod(0o755)
    process = subprocess.Popen([_found("nginx"), "-c", str(configuration)], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()
