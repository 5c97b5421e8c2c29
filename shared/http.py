"""The one place that knows the HTTP client: calls inside the installation, each with a timeout."""

from collections.abc import Mapping
from typing import Any

import httpx2

from shared.errors import Unavailable

FAULTS = (httpx2.HTTPError,)
"""What a neighbour that does not answer raises, also through a library that brings this client along."""
BRIEFLY_KEPT = httpx2.Limits(max_connections=50, max_keepalive_connections=10, keepalive_expiry=4.0)
"""A connection is put away before the five seconds after which a service of ours would close it under us."""
_TIMEOUT = httpx2.Timeout(3.0, connect=1.0)


class Neighbour:
    """Another process of the installation, at its address inside it."""

    def __init__(self, host: str, port: int) -> None:
        self._client = httpx2.AsyncClient(
            base_url=f"http://{host}:{port}", timeout=_TIMEOUT, limits=BRIEFLY_KEPT, trust_env=False
        )

    async def get_json(self, path: str, headers: Mapping[str, str] | None = None) -> Any:
        """What it answers as JSON; raises Unavailable where it does not answer 200."""
        try:
            answer = await self._client.get(path, headers=dict(headers or {}))
        except httpx2.HTTPError as error:
            raise Unavailable("A neighbouring service does not answer.") from error
        if answer.status_code != httpx2.codes.OK:
            raise Unavailable("A neighbouring service does not answer.")
        return answer.json()

    async def close(self) -> None:
        await self._client.aclose()


async def post_form(url: str, form: Mapping[str, str], *, host: str) -> None:
    """Hand a form over to an address of a partner's; `host` is the name it is known by. Raises Unavailable."""
    try:
        async with httpx2.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
            answer = await client.post(url, data=dict(form), headers={"host": host})
    except httpx2.HTTPError as error:
        raise Unavailable("A partner does not answer.") from error
    if not answer.is_success:
        raise Unavailable("A partner does not answer as it should.")
