"""`python -m tests.support.showcase FOLDER [CENTER…]`: every sample page as pictures, to be looked at."""

import re
import sys
from pathlib import Path

from infra.local.assets import build
from tests.support.showcase.browser import DESKTOP, ORIGIN, PHONE, chromium, visit
from tests.support.showcase.centers import centers
from tests.support.showcase.render import files


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    static = build()
    with chromium() as browser:
        for center in centers():
            if wanted and center.name not in wanted:
                continue
            answers = files(center, static)
            for path in center.pages:
                name = f"{center.name}-{re.sub(r'[^a-z0-9]+', '-', path).strip('-')}"
                for size, label in ((PHONE, "phone"), (DESKTOP, "desktop")):
                    for scheme in ("light", "dark"):
                        with visit(browser, answers, size, color_scheme=scheme) as page:
                            page.goto(f"{ORIGIN}/{path.lstrip('/')}")
                            page.screenshot(path=folder / f"{name}-{label}-{scheme}.png", full_page=True)
                with visit(browser, answers, DESKTOP) as page:
                    page.goto(f"{ORIGIN}/{path.lstrip('/')}")
                    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, format="A4")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
