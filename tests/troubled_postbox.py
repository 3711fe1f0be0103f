"""A real SMTP server that misbehaves as told: a no at any step, silence, a connection that breaks, a limit on mails.

box.trouble["RCPT"] = "451 4.3.0 later"      every RCPT hears this, until it is taken out
box.trouble["message"] = SILENCE             nothing is answered any more
box.trouble["DATA"] = BREAK_OFF              the connection breaks in the middle of the message
box.allow(3, "450 4.7.28 too many mails")    three mails, then this at RCPT, until `allow` again
box.most_a_line = 3                          three mails on one connection, then 421 at MAIL
box.hang_up("421 4.4.2 idle too long")       everybody on the line hears this, and it is cut
"""

import threading
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.postbox import Postbox

STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "message")
SILENCE = "silence"
BREAK_OFF = "break off"


def patience(request: pytest.FixtureRequest) -> float:
    """How long to wait for the server: half a second where a test lets it be silent, else enough for a busy machine."""
    asked = getattr(request.node, "callspec", None)
    return 0.5 if asked and SILENCE in asked.params.values() else 10.0


class Troubled(SMTP):
    """One conversation with a server in trouble."""

    greeted = False
    mails = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.event_handler.lines.append(transport)

    async def push(self, status: Any) -> None:
        """The greeting is the one answer that nobody asked for."""
        if not self.greeted:
            self.greeted = True
            self.event_handler.knocks += 1
            if await self._is_in_trouble("greeting"):
                self.transport.close()
                return
        await super().push(status)

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self._is_in_trouble("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:
        if not await self._is_in_trouble("EHLO"):
            await super().smtp_HELO(hostname)

    async def smtp_MAIL(self, arg: str) -> None:
        self.event_handler.asked += 1
        self.mails += 1
        if self.mails > self.event_handler.most_a_line:
            await super().push("421 4.7.0 too many mails on this line")
            self.transport.close()
        elif not await self._is_in_trouble("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:
        if not await self._is_in_trouble("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if self.event_handler.trouble.get("DATA") == BREAK_OFF:
            await self.push("354 go on")
            await self._reader.read(50)
            self.transport.abort()
        elif not await self._is_in_trouble("DATA"):
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        self.event_handler.goodbyes += 1
        await super().smtp_QUIT(arg)

    async def _is_in_trouble(self, step: str) -> bool:
        said = self.event_handler.says(step)
        if said is None:
            return False
        if said == SILENCE:
            await self.say_nothing()
        elif said == BREAK_OFF:
            self.transport.abort()
        else:
            await super().push(said)
        return True

    async def say_nothing(self) -> None:
        """Until the other side has had enough."""
        await self._reader.read()
        self.transport.close()


class OfTroubled(Controller):
    """Runs it in a thread."""

    def factory(self) -> SMTP:
        return Troubled(self.handler, **self.SMTP_kwargs)


class TroubledPostbox(Postbox):
    """Keeps what it accepts, when it accepts anything. `knocks` counts who came, `asked` the mails they
    brought, `goodbyes` who took their leave."""

    controller = OfTroubled

    def __init__(self, port: int | None = None, **how: Any) -> None:
        super().__init__(port, **how)
        self.trouble: dict[str, str] = {}
        self.knocks = self.asked = self.goodbyes = 0
        self.most_a_line = 1_000_000
        self.lines: list[Any] = []
        self.still_allowed: int | None = None
        self.over_the_limit = ""

    def allow(self, mails: int | None, then: str = "") -> None:
        """Take so many mails, and say `then` to whoever brings more; None: no limit."""
        self.still_allowed, self.over_the_limit = mails, then

    def says(self, step: str) -> str | None:
        """What this step hears instead of an answer; None: all is well."""
        if step == "RCPT" and self.still_allowed == 0:
            return self.over_the_limit
        return self.trouble.get(step)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        said = self.says("message")
        if said == SILENCE:
            await server.say_nothing()
        elif said == BREAK_OFF:
            server.transport.abort()
        if said is not None:
            return said
        if self.still_allowed is not None:
            self.still_allowed -= 1
        return await super().handle_DATA(server, session, envelope)

    def empty(self) -> None:
        super().empty()
        self.trouble.clear()
        self.allow(None)
        self.knocks = self.asked = self.goodbyes = 0
        self.most_a_line = 1_000_000

    def hang_up(self, saying: str = "") -> None:
        """Cut everybody's line, now; without a word when there is none to say."""
        done = threading.Event()

        def cut() -> None:
            for line in self.lines:
                if saying and not line.is_closing():
                    line.write(f"{saying}\r\n".encode())
                    line.close()
                else:
                    line.abort()
            self.lines.clear()
            done.set()

        self._controller.loop.call_soon_threadsafe(cut)
        assert done.wait(10)

    def __enter__(self) -> "TroubledPostbox":
        super().__enter__()
        self.knocks = 0  # the controller has tried its own door
        return self

    def __exit__(self, *exception: object) -> None:
        self.hang_up()
        super().__exit__(*exception)
