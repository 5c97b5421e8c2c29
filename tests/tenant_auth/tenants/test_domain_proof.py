"""A company shows that it is what it says by a record in its domain, which a real name server is asked for."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from services.tenant_auth.members.roles import Role
from services.tenant_auth.tenants.domain_proof import DomainProof, domain_of
from services.tenant_auth.tenants.tenant import Tenant
from shared.errors import Invalid
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.staff import Staff, company_of, staff_at


class NameServer(asyncio.DatagramProtocol):
    """Answers TXT questions from a table; what is not in it does not exist. `silent`: answers nothing at all."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.silent = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.address = "{}:{}".format(*transport.get_extra_info("sockname"))

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self.silent:
            return
        asked = dns.message.from_wire(data)
        name = asked.question[0].name
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        texts = self.texts.get(name.to_text(omit_final_dot=True))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *(f'"{text}"' for text in texts)))
        self.transport.sendto(answer.to_wire(), addr)


@pytest.fixture
async def server() -> AsyncIterator[NameServer]:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
    yield protocol
    transport.close()


@pytest.fixture
async def fresh(staff: Staff, server: NameServer) -> Staff:
    """A company that nobody knows yet, whose name servers are the test's."""
    told = replace(staff.settings, resolver=server.address)
    staff.app.state.settings = told
    return await company_of(f"Q{new_id().hex[-12:]}", staff, state="unproven")


async def begun(staff: Staff, domain: str = "https://www.acme.example/privacy") -> DomainProof:
    async with staff_at(staff) as client:
        await client.post(f"/{staff.slug}/settings/proof", data={"domain": domain}, headers=staff.here())
    async with unit_of_work(staff.tenant):
        proof = await DomainProof.first()
    assert proof is not None
    return proof


async def checked(staff: Staff) -> tuple[int, str]:
    async with staff_at(staff) as client:
        answer = await client.post(f"/{staff.slug}/settings/proof/check", headers=staff.here())
    return answer.status_code, answer.headers.get("location", "") + answer.text


async def state_of(staff: Staff) -> str:
    async with unit_of_work(staff.tenant):
        return (await Tenant.get(id=staff.tenant)).state


async def test_with_the_record_in_its_domain_a_company_is_confirmed(fresh: Staff, server: NameServer) -> None:
    proof = await begun(fresh)
    assert (proof.domain, proof.name) == ("acme.example", "_avow-challenge.acme.example")
    async with staff_at(fresh) as client:
        page = (await client.get(f"/{fresh.slug}/settings/proof", headers=fresh.here())).text
    assert proof.value in page
    server.texts[proof.name] = ["something else", proof.value]
    status, to = await checked(fresh)
    assert (status, to) == (303, f"/{fresh.slug}/settings/proof?done=proven")
    assert await state_of(fresh) == "active"


async def test_without_the_record_or_with_another_ones_nothing_is_confirmed(fresh: Staff, server: NameServer) -> None:
    proof = await begun(fresh)
    for texts in (None, ["avow-site-verification=AAAAAAAAAAAAAAAAAAAAAA"], [proof.token]):
        server.texts = {} if texts is None else {proof.name: texts}
        status, page = await checked(fresh)
        assert status == 409
        assert "There is no such record" in page
    assert await state_of(fresh) == "unproven"


@pytest.mark.slow
async def test_name_servers_that_do_not_answer_are_said_to(fresh: Staff, server: NameServer) -> None:
    await begun(fresh)
    server.silent = True
    status, page = await checked(fresh)
    assert status == 503
    assert "did not answer" in page


@pytest.mark.slow
async def test_slow_name_servers_hold_a_few_connections_and_no_more(fresh: Staff, server: NameServer) -> None:
    await begun(fresh)
    server.silent = True
    began, waited = time.monotonic(), []

    async def check() -> None:
        assert (await checked(fresh))[0] == 503
        waited.append(time.monotonic() - began > 2)

    await asyncio.gather(*(check() for _ in range(8)))
    assert sum(waited) <= 3


async def test_a_look_alike_waits_for_a_person_whatever_its_domain(fresh: Staff, server: NameServer) -> None:
    known = f"Zq{new_id().hex[-12:]}".replace("l", "x").replace("1", "l")
    given = {"name": known, "country": "FR", "locales": ["fr"]}
    await Tenant.create_tenant(f"known-{new_id().hex[-12:]}", given, None, domain="localhost")
    twin = fresh
    async with unit_of_work(twin.tenant):
        await (await Tenant.get(id=twin.tenant)).change({"name": f"{known} GmbH"})
    proof = await begun(twin)
    server.texts[proof.name] = [proof.value]
    _, to = await checked(twin)
    assert to.endswith("done=waiting")
    assert await state_of(twin) == "unproven"
    await (await Tenant.named(twin.slug)).approve()
    assert await state_of(twin) == "active"


async def test_another_domain_wants_another_record(fresh: Staff) -> None:
    first = await begun(fresh)
    assert (await begun(fresh)).token == first.token
    second = await begun(fresh, "acme.test")
    assert (second.domain, second.token != first.token) == ("acme.test", True)


async def test_who_may_not_prove_may_look(fresh: Staff) -> None:
    async with staff_at(fresh) as client:
        path, headers = f"/{fresh.slug}/settings/proof", fresh.here(Role.AGENT)
        assert (await client.get(path, headers=headers)).status_code == 200
        assert (await client.post(path, data={"domain": "acme.example"}, headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("example.com", "example.com"),
        (" HTTPS://www.Example.COM/privacy?x#y ", "example.com"),
        ("société.fr", "xn--socit-esab.fr"),
        ("a.b.example.co.uk.", "a.b.example.co.uk"),
    ],
)
def test_a_domain_is_read_from_what_people_paste(typed: str, domain: str) -> None:
    assert domain_of(typed, own="avow.test") == domain


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "localhost",
        "com",
        "127.0.0.1",
        "acme.avow.test",
        "avow.test",
        "exa mple.com",
        "_dmarc.x.com",
        "a" * 300 + ".fr",
        "é" * 80 + ".fr",
        "x..fr",
    ],
)
def test_what_is_no_domain_of_theirs_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        domain_of(typed, own="avow.test")
