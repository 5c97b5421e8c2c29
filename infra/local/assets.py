"""Build what browsers load: stylesheets, scripts, fonts and marks under names that hold their hash; and a manifest."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.local.packages import ROOT, PackagesError, install

SHEETS = ("public", "console")
"""Each is `frontend/static/css/<name>.css`, a list of @import lines: the order of its components."""

SCRIPTS = ("console", "passkeys", "scheme")
"""Each is `frontend/static/js/<name>.js`, bundled with what it imports, from npm too."""

MARKS = ("avow.svg",)
"""Our own drawings, `frontend/static/img/<name>`."""

DOCUMENTS = ("openapi.json",)
"""Made by other tools, `frontend/static/<name>`, served as they are."""

FONTS = {
    "atkinson-hyperlegible": (400, 700),
    "crimson-pro": (400, 600),
    "gelasio": (400, 600),
    "hanken-grotesk": (400, 600),
}

_IMPORT = re.compile(r'@import "([a-z/-]+\.css)";')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r'("[^"]*")')


def build(root: Path = ROOT, out: Path | None = None) -> Path:
    """Build everything into `build/static`; files of earlier builds stay, for pages that still link to them."""
    out = out or root / "build" / "static"
    out.mkdir(parents=True, exist_ok=True)
    modules = install(root)
    files = (
        *_stylesheets(root),
        *_scripts(root, modules),
        *_marks(root),
        *_documents(root),
        *_fonts(modules / "@fontsource", out),
    )
    manifest = {name: _keep(out, name, body) for name, body in files}
    written = out / f"manifest.json.{os.getpid()}"  # two houses may be starting at once
    written.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    written.replace(out / "manifest.json")
    return out


def squeeze(css: str) -> str:
    """CSS without comments and needless white space; what stands in quotes is left alone."""
    parts = _QUOTED.split(_COMMENT.sub("", css))
    return "".join(part if at % 2 else _squeezed(part) for at, part in enumerate(parts)).strip()


def _squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": (?=[^{}]*[;}]|[^{}]*$)", ":", css).replace(";}", "}")


def _stylesheets(root: Path) -> Iterator[tuple[str, bytes]]:
    folder = root / "frontend" / "static" / "css"
    for sheet in SHEETS:
        components = _IMPORT.findall((folder / f"{sheet}.css").read_text())
        bundle = "\n".join(squeeze((folder / name).read_text()) for name in components)
        yield f"{sheet}.css", bundle.encode() + b"\n"


def _scripts(root: Path, modules: Path) -> Iterator[tuple[str, bytes]]:
    """Each script in one file without sources; esbuild's own binary, since install scripts are off."""
    esbuild = next(modules.glob("@esbuild/*/bin/esbuild"), None) or next(modules.glob("@esbuild/*/esbuild.exe"), None)
    if esbuild is None:
        raise PackagesError("There is no esbuild for this machine among what package-lock.json names.")
    for name in SCRIPTS:
        done = subprocess.run(
            [
                *(str(esbuild), str(root / "frontend" / "static" / "js" / f"{name}.js"), "--bundle", "--minify"),
                *("--format=iife", "--target=es2022", "--legal-comments=none", "--log-level=error", "--charset=utf8"),
            ],
            env={**os.environ, "NODE_PATH": str(modules)},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise PackagesError(f"{name}.js cannot be bundled:\n{done.stderr.decode().strip()}")
        yield f"{name}.js", done.stdout


def _marks(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in MARKS:
        yield name, (root / "frontend" / "static" / "img" / name).read_bytes()


def _documents(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in DOCUMENTS:
        yield name, (root / "frontend" / "static" / name).read_bytes()


def _fonts(fontsource: Path, out: Path) -> Iterator[tuple[str, bytes]]:
    """The latin subset of each face; its licence (OFL 1.1) travels with it."""
    for name, weights in FONTS.items():
        package = fontsource / name
        for weight in weights:
            yield f"{name}-{weight}.woff2", (package / "files" / f"{name}-latin-{weight}-normal.woff2").read_bytes()
        (out / f"{name}.LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())


def _keep(out: Path, name: str, body: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{kind}"
    if not (out / hashed).exists():
        (out / f"{hashed}.{os.getpid()}").write_bytes(body)
        (out / f"{hashed}.{os.getpid()}").replace(out / hashed)
    return hashed


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{build()}\n")
    except PackagesError as missing:
        sys.exit(str(missing))
