"""The five centers of the demonstration as tests go through them: by company, by language, by page."""

from collections.abc import Iterator, Mapping

import pytest

from tests.support.demonstration import Company, companies
from tests.support.walk import Read

COMPANIES = companies()
PERFONY = next(company for company in COMPANIES if company.slug == "perfony")
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
each_language = pytest.mark.parametrize(
    ("company", "locale"),
    [(company, locale) for company in COMPANIES for locale in company.locales],
    ids=lambda part: part if isinstance(part, str) else part.slug,
)
Walked = Mapping[str, Mapping[str, Read]]


def pages(walked: Walked, company: Company) -> Iterator[tuple[str, Read]]:
    yield from ((path, read) for path, read in walked[company.slug].items() if read.is_page)
