"""The bare domain, and the hosts of the installation's own."""

from pathlib import Path

import pytest

from shared.sites import Sites
from tests.support.edge import ACME, Visitor, edge_settings, host_file, visiting


async def test_in_development_the_front_page_leads_to_every_center(visitor: Visitor) -> None:
    response = await visitor.get("/", "localhost:8000", accept_language="en")
    assert response.status == 200
    assert 'href="http://acme.localhost:8000/"' in response.text
    assert 'href="http://globex.localhost:8000/"' in response.text


async def test_a_center_with_two_hosts_is_listed_once(visitor: Visitor, sites: Sites) -> None:
    await sites.write_host("privacy.acme.example", host_file(ACME, "acme", ("en",)))
    response = await visitor.get("/", "localhost")
    assert response.text.count("<li>") == 2


async def test_in_production_the_front_page_names_no_tenant(sites: Sites, tmp_path: Path) -> None:
    settings = edge_settings(tmp_path, env="production", domain="avow.example", public_url="https://{host}")
    async with visiting(settings) as visitor:
        response = await visitor.get("/", "avow.example")
    assert response.status == 200
    assert "acme" not in response.text
    assert response.headers["strict-transport-security"] == "max-age=31536000"


async def test_before_anything_is_published_the_front_page_says_so(tmp_path: Path) -> None:
    async with visiting(edge_settings(tmp_path)) as visitor:
        assert "No center has been published yet" in (await visitor.get("/", "localhost")).text


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 404), ("console.localhost", 503), ("auth.localhost", 503), ("mail.localhost", 404)],
)
async def test_the_installations_own_hosts_know_no_centers_paths(visitor: Visitor, host: str, status: int) -> None:
    """Here nobody told this edge of a service, of a database, or of caught mail."""
    response = await visitor.get("/en/policies/privacy", host)
    assert response.status == status
    assert "Acme" not in response.text


async def test_a_program_gets_a_problem_document(visitor: Visitor) -> None:
    response = await visitor.get("/v1/none", "api.localhost")
    assert response.status == 404
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_tenant_cannot_take_one_of_the_installations_hosts(visitor: Visitor, sites: Sites) -> None:
    await sites.write_host("console.localhost", host_file(ACME, "acme", ("en",)))
    assert "Acme" not in (await visitor.get("/en/", "console.localhost")).text
