"""Health, metrics and logs: they say how the edge is, and nothing about who reads what."""

import json
import shutil
from pathlib import Path

from structlog.testing import capture_logs

from frontend.edge.internal import internal
from frontend.edge.server import server
from shared.logs import describe
from shared.sites import Sites
from tests.support.edge import Neighbour, Visitor, edge_settings, neighbouring, serving, visiting


async def test_an_edge_is_alive_whatever_else_is_not(tmp_path: Path) -> None:
    async with visiting(edge_settings(tmp_path, internals="policy_hosting=127.0.0.1:1")) as visitor:
        shutil.rmtree(tmp_path / "sites")
        for host in ("localhost", "acme.localhost", "127.0.0.1"):
            assert (await visitor.get("/livez", host)).status == 200
            response = await visitor.get("/healthz", host)
            assert (response.status, response.text) == (503, "not ready: site_store, policy_hosting\n")


async def test_ready_means_store_and_every_service(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    async with neighbouring(neighbour) as port:
        settings = edge_settings(tmp_path, internals=f"policy_hosting=127.0.0.1:{port}")
        async with visiting(settings) as visitor:
            assert (await visitor.get("/healthz", "anything")).text == "ready\n"
            assert neighbour.scopes[-1]["path"] == "/healthz"
            neighbour.status = 503
            visitor.edge.health._until = 0.0
            assert (await visitor.get("/healthz")).status == 503


async def test_in_production_nobody_is_told_what_is_missing(sites: Sites, tmp_path: Path) -> None:
    settings = edge_settings(tmp_path, env="production", internals="policy_hosting=127.0.0.1:1")
    async with visiting(settings) as visitor:
        assert (await visitor.get("/healthz")).text == "not ready\n"


async def test_the_internal_port_has_details_and_figures(visitor: Visitor) -> None:
    for path in ("/en/policies/privacy", "/en/policies/privacy", "/fr/secret-path", "/"):
        await visitor.get(path)
    async with serving(server(internal(visitor.edge), "127.0.0.1", 0, http="httptools").config) as (port, _):
        inside = Visitor(visitor.edge, port, visitor.state)
        health = await inside.get("/healthz")
        figures = (await inside.get("/metrics")).text
        assert (await inside.get("/none")).status == 404
    assert json.loads(health.text) == {"site_store": True}
    assert 'avow_edge_pages_total{found="memory"} 1.0' in figures
    assert 'avow_edge_pages_total{found="store"} 2.0' in figures
    assert 'kind="center",method="GET",route="none",status="404"' in figures
    assert 'kind="any",method="GET",route="in-memory",status="200"' in figures
    assert "secret" not in figures
    assert "acme" not in figures


async def test_logs_hold_no_path_query_or_address(sites: Sites, tmp_path: Path) -> None:
    settings = edge_settings(tmp_path, services="policy_hosting=127.0.0.1:1", proxies="127.0.0.1")
    with capture_logs() as entries:
        async with visiting(settings) as visitor:
            for path in ("/en/policies/secret/changes/1...9?secret=1", "/en/secret", "/\x01secret"):
                await visitor.get(path, x_forwarded_for="203.0.113.7")
            shutil.rmtree(tmp_path / "sites")
            await visitor.get("/en/secret", "globex.localhost", x_forwarded_for="203.0.113.7")
    said = [{name: _written(value) for name, value in entry.items()} for entry in entries]
    assert "a service does not answer" in str(said)
    assert "the site store does not answer; serving from memory" in str(said)
    for word in ("secret", "203.0", "127.0.0.1", "acme", "globex"):
        assert word not in str(said)


def _written(value: object) -> object:
    """As the log writes it: an exception without its text."""
    return describe(value) if isinstance(value, BaseException) else value
