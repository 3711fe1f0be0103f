"""granian, started by the supervisor: `python -m community.core.web.server HOST PORT WORKERS THREADS TARGET`.

Two things differ from granian's own command. A worker that is told to stop while it still loads the application
ends (granian's would overhear it, and its main process would wait for ever). And nobody may tell granian twice or
more: its workers hang when they get the same signal again and again.
"""

import os
import signal
import sys
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian


class Server(Granian):  # type: ignore[misc, valid-type]
    """granian, whose workers can be stopped at any time."""

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Stop once. A process that inherited this handler is a worker that still loads: nothing is in flight there."""
        if os.getpid() != self.pid:
            os._exit(0)
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, signal.SIG_IGN)
        super().signal_handler_interrupt(*args, **kwargs)


def run(host: str, port: str, workers: str, threads: str, target: str) -> None:
    """Serve until told to stop. Silent connections cost no thread: they wait inside granian.

    `backpressure` counts connections, not requests (eight silent ones would fill a small one), so it stays at its
    default.
    """
    Server(
        target,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=int(threads),
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()


if __name__ == "__main__":
    run(*sys.argv[1:])
