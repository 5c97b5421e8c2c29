"""The streams, made as `infra/nats/streams.toml` declares them, at every start and after NATS lost its data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig, StreamInfo
from nats.js.errors import BadRequestError

DEAD = "AVOW_DEAD"
AGAIN = "AVOW_AGAIN"
_FILE = Path(__file__).parents[2] / "infra" / "nats" / "streams.toml"
_ANOTHER_CONFIGURATION = 10058  # JetStream's code for "this stream stands already, with other settings"


def stream_of(service: str) -> str:
    """The name of the stream that keeps what a service said."""
    return f"AVOW_{service.upper()}"


@cache
def declared() -> dict[str, StreamConfig]:
    """The streams of the file, by name."""
    told = tomllib.loads(_FILE.read_text())
    return {each["name"]: _config({**told["defaults"], **each}) for each in told["stream"]}


def services() -> list[str]:
    """The services that have a stream."""
    names = [name for name in declared() if name not in (DEAD, AGAIN)]
    return [name.removeprefix("AVOW_").lower() for name in names]


async def ensure_streams(jetstream: JetStreamContext) -> dict[str, StreamInfo]:
    """Make every stream so; one that stands as declared is left alone."""
    return {name: await _ensure(jetstream, config) for name, config in declared().items()}


async def _ensure(jetstream: JetStreamContext, config: StreamConfig) -> StreamInfo:
    try:
        return await jetstream.add_stream(config)
    except BadRequestError as error:
        if error.err_code != _ANOTHER_CONFIGURATION:
            raise
    return await jetstream.update_stream(config)


def _config(told: dict[str, Any]) -> StreamConfig:
    return StreamConfig(
        name=told["name"],
        subjects=told["subjects"],
        storage=StorageType(told["storage"]),
        retention=RetentionPolicy(told["retention"]),
        max_age=told["max_age_days"] * 86_400,
        duplicate_window=told["duplicate_window_minutes"] * 60,
        num_replicas=told["replicas"],
        allow_direct=True,
    )
