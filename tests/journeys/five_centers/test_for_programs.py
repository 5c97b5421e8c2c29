"""What programs take from a center: Markdown, JSON, PDF, feeds, security.txt."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import feedparser
import pytest
import yaml
from pypdf import PdfReader
from sectxt import Parser

from tests.support.demonstration import SENTENCE, Company
from tests.support.five_centers import Walked, each_company

pytestmark = pytest.mark.slow


@each_company
def test_a_policy_can_be_had_as_markdown_json_and_pdf(walked: Walked, company: Company) -> None:
    for locale in company.locales:
        for text in company.texts:
            address = f"/{locale}/policies/{text.slug}"
            forms = {end: walked[company.slug][f"{address}.{end}"].answer for end in ("md", "json", "pdf")}
            _, head, body = forms["md"].text.split("---\n", 2)
            said = yaml.safe_load(head)
            assert (said["language"], said["version"]) == (locale, text.in_force)
            assert not re.search(r"^:::(?!table|text|note|objection|$)|\{answer-time", body, re.MULTILINE), (
                "facts are printed"
            )
            whole = json.loads(forms["json"].text)
            assert whole["demonstration"] is True
            assert whole["version"]["hash"] == said["hash"]
            assert sorted(whole["texts"]) == sorted(company.locales)
            assert forms["pdf"].headers["content-type"] == "application/pdf"
            paper = PdfReader(BytesIO(forms["pdf"].content))
            assert paper.trailer["/Root"]["/Lang"].startswith(locale)  # type: ignore[index]
            assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
            assert paper.metadata is not None
            assert said["title"] in (paper.metadata.title or "")
            assert SENTENCE[locale][:13] in paper.pages[0].extract_text()


@each_company
def test_programs_hear_of_versions_by_a_feed_in_each_language(walked: Walked, company: Company) -> None:
    feeds = [read.answer for path, read in walked[company.slug].items() if path.startswith("/feeds/")]
    assert len(feeds) == len(company.locales)
    for answer in feeds:
        assert answer.headers["content-type"].startswith("application/atom+xml")
        heard = feedparser.parse(answer.content)
        assert not heard.bozo, heard.get("bozo_exception")
        assert len(heard.entries) >= sum(len(text.versions) for text in company.texts)
        assert len({entry.id for entry in heard.entries}) == len(heard.entries)
        assert [entry.updated for entry in heard.entries] == sorted(
            (entry.updated for entry in heard.entries), reverse=True
        )


@each_company
def test_finders_of_weaknesses_are_told_where_to_write(walked: Walked, company: Company) -> None:
    answer = walked[company.slug]["/.well-known/security.txt"].answer
    assert answer.headers["content-type"].startswith("text/plain")
    read = Parser(answer.content)
    # the demonstration is served without TLS, which production is not
    assert [error["code"] for error in read.errors if "https" not in error["message"].lower()] == []
    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", answer.text)[1])  # type: ignore[index]
    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=366)
