"""A real SMTP server on the loopback, on a port of the system's choice, that keeps what it is given."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """What was received; how the next message is answered can be set."""

    received: list[Envelope] = field(default_factory=list)
    refused: frozenset[str] = frozenset()
    drops: bool = False
    port: int = 0

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.drops:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        self.received.append(envelope)
        return "250 OK"


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server that runs while the block does."""
    office, loop = PostOffice(), asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def opened() -> Any:
        return await loop.create_server(lambda: SMTP(office, loop=loop, hostname="post.example"), "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(opened(), loop).result(10)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _closed(server: Any) -> None:
    server.close()
    rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
