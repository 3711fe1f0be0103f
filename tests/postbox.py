"""A real SMTP server for tests. One that misbehaves is its neighbour, troubled_postbox.py."""

import asyncio
import socket
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postbox:
    """Keeps every message it accepts. `refuse[address] = "550 no such person"` refuses a recipient;
    an address in `put_off_once` hears 451 the first time.

    `hold()` lets everybody who brings a mail wait for the "accepted" until `release()`.
    """

    controller: type[Controller] = Controller

    def __init__(self, port: int | None = None, **how: Any) -> None:
        self.messages: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.put_off_once: set[str] = set()
        self.waiting = 0
        self._open = asyncio.Event()
        self._open.set()
        self._moved = threading.Condition()
        where = {"hostname": "127.0.0.1", "port": port or free_port()}
        self._controller = self.controller(self, **where, enable_SMTPUTF8=True, **how)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        if address in self.put_off_once:
            self.put_off_once.remove(address)
            return "451 4.3.0 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.envelope_to = list(envelope.rcpt_tos)  # type: ignore[attr-defined]
        message.wire = envelope.content  # type: ignore[attr-defined]
        if not self._open.is_set():
            await self._wait_at_the_door()
        self.messages.append(message)  # type: ignore[arg-type]
        return "250 OK"

    async def _wait_at_the_door(self) -> None:
        """Until `release()`; whoever dies meanwhile is cancelled by the server, and their mail was not accepted."""
        self._count(+1)
        try:
            await self._open.wait()
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._moved:
            self.waiting += step
            self._moved.notify_all()

    def hold(self) -> None:
        """From now on nobody hears "accepted"."""
        self._controller.loop.call_soon_threadsafe(self._open.clear)

    def release(self) -> None:
        """Accept what is waiting, and what comes."""
        self._controller.loop.call_soon_threadsafe(self._open.set)

    def wait_until(self, waiting: bool, seconds: float = 60) -> None:
        """Until somebody waits for the "accepted" (True), or nobody does (False)."""
        until = time.monotonic() + seconds
        with self._moved:
            while bool(self.waiting) is not waiting:
                assert self._moved.wait(until - time.monotonic()), f"{self.waiting} are waiting at the mail server"

    def __enter__(self) -> "Postbox":
        self._controller.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._controller.stop(no_assert=True)
        self._controller.loop.close()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def empty(self) -> None:
        self.messages.clear()
        self.refuse.clear()
        self.put_off_once.clear()

    def to(self, address: str) -> list[EmailMessage]:
        """Messages for one address, oldest first."""
        return [message for message in self.messages if address in message.envelope_to]  # type: ignore[attr-defined]

    def __iter__(self):
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    def __getitem__(self, index: int) -> EmailMessage:
        return self.messages[index]


def text_of(message: EmailMessage) -> str:
    """The plain text part of a mail."""
    part = message.get_body(("plain",))
    assert part is not None, "a mail without a text part"
    return str(part.get_content())
