"""A cancellation that a library lost on the way, found again."""

import asyncio


def heed() -> None:
    """End this task if it was told to end: `asyncio.wait_for` of Python 3.11, which nats-py uses, may swallow that."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
