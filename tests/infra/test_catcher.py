"""The mail catcher takes mails over SMTP, shows them on a page and as JSON, and runs in development alone."""

import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest
from aiosmtplib import send

from infra.local.catcher.box import Box
from infra.local.catcher.pages import pages
from infra.local.catcher.smtp import serve
from infra.local.process import free_port
from tests.support.asking import asking


@pytest.fixture
async def caught(tmp_path: Path) -> Box:
    """A box with two mails."""
    box, port = Box(tmp_path / "mail"), free_port()
    server = await serve(box, "127.0.0.1", port)
    for to, subject in (("ada@example.com", "First"), ("grace@example.com", "Second <b>")):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "no-reply@localhost", to, subject
        message.set_content("Open\nhttp://auth.localhost:8000/verify/x?a=1&b=2\n<script>alert(1)</script>\n")
        await send(message, hostname="127.0.0.1", port=port)
    server.close()
    return box


async def get(box: Box, path: str) -> httpx2.Response:
    async with asking(pages(box)) as client:
        return await client.get(path)


async def test_the_newest_mail_stands_first(caught: Box) -> None:
    page = (await get(caught, "/")).text
    assert page.index("Second &lt;b&gt;") < page.index("First")


async def test_a_mail_is_shown_as_text_with_its_links(caught: Box) -> None:
    mail = caught.mails("ada@example.com")[0]
    answer = await get(caught, f"/mails/{mail.id}")
    assert '<a href="http://auth.localhost:8000/verify/x?a=1&amp;b=2">' in answer.text
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (await get(caught, "/mails/none")).status_code == 404


async def test_programs_find_the_mails_of_an_address(caught: Box) -> None:
    (told,) = (await get(caught, "/mails.json?to=Ada@example.com")).json()
    assert told["subject"] == "First"
    assert told["links"] == ["http://auth.localhost:8000/verify/x?a=1&b=2"]
    assert len((await get(caught, "/mails.json")).json()) == 2


async def test_mails_outlive_the_process(caught: Box) -> None:
    again = Box(caught.folder)
    assert [mail.told() for mail in again.mails()] == [mail.told() for mail in caught.mails()]


@pytest.mark.slow
def test_it_refuses_to_start_in_production(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "AVOW_ENV"}
    environ |= {"AVOW_DATA": str(tmp_path), "AVOW_LISTEN": "127.0.0.1:0", "AVOW_SMTP": "smtp://127.0.0.1:0"}
    done = subprocess.run(
        [sys.executable, "-m", "infra.local.catcher"], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "development only" in done.stderr
