"""For containers: exit 0 when a process answers 200 (`python -m infra.healthcheck 127.0.0.1:9000/healthz`)."""

import http.client
import sys


def main(target: str) -> int:
    """Ask once, with little patience."""
    place, _, path = target.partition("/")
    connection = http.client.HTTPConnection(place, timeout=3)
    try:
        connection.request("GET", f"/{path}")
        return 0 if connection.getresponse().status == http.client.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
