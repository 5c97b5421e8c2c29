"""Whether the system answers: the edge's `/healthz`, which asks every service."""

import http.client

from infra.local.process import LOOPBACK


def health(port: int, host: str) -> tuple[bool, str]:
    """Ready or not, and what the edge says about it."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace").strip()
    except (OSError, http.client.HTTPException):
        return False, "the edge does not answer"
    finally:
        connection.close()
    return answer.status == http.client.OK, said
