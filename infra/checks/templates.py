"""Every template compiles (`python -m infra.checks.templates`); the broken line is named."""

import sys
from pathlib import Path

from jinja2 import TemplateSyntaxError

from shared.web.templates import TEMPLATES, environment


def broken(folder: Path = TEMPLATES) -> list[str]:
    """A sentence for each template that does not compile, includes and parents looked up too."""
    env = environment("en", Path("build/static"))
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        try:
            env.compile(file.read_text(), name, str(file))
        except TemplateSyntaxError as error:
            found.append(f"{name}:{error.lineno}: {error.message}")
    return found


if __name__ == "__main__":
    problems = broken()
    print("\n".join(problems) or "All templates compile.")
    sys.exit(bool(problems))
