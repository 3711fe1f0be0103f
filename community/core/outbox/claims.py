"""Whose a delivery is: a claim names the process that holds it, so that the next one on this machine can tell it is dead."""

import os
import socket
import threading
from functools import cache
from pathlib import Path
from uuid import uuid4

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROCESSES = Path("/proc/self/ns/pid")

_held: dict[int, str] = {}
_lock = threading.Lock()


def new() -> str:
    """A claim nobody else has."""
    return f"{_here()}/{os.getpid()}/{uuid4().hex}"


def hold(delivery_id: int, claim: str) -> None:
    """Remember that this process is at work on a delivery."""
    with _lock:
        _held[delivery_id] = claim


def let_go(delivery_id: int) -> None:
    """The delivery has come to an end, one way or another."""
    with _lock:
        _held.pop(delivery_id, None)


def held() -> dict[int, str]:
    """What this process is at work on."""
    with _lock:
        return dict(_held)


def is_of_the_dead(claim: str) -> bool:
    """Whether a claim belongs to a process of this machine that is gone. Of other machines nothing is known."""
    place, _, rest = claim.partition("/")
    pid = rest.partition("/")[0]
    if place != _here() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@cache
def _here() -> str:
    """This machine since its last start, and in a container this container: within it process ids are comparable."""
    try:
        started, namespace = (
            _BOOT.read_text().strip()[:8],
            str(_PROCESSES.readlink()).strip("pid:[]"),
        )
    except OSError:
        started = namespace = "0"
    return f"{socket.gethostname()[:60]}.{started}.{namespace}"
