"""Ways to do something many times, measured in turns of a moment each and shown beside what they cost bare."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

TURNS, A_TURN = 8, 40


@dataclass
class Way:
    """One way to do something many times, and what was measured of it."""

    work: Callable[[int], None]
    prepare: Callable[[int], None] = lambda number: None
    bare: tuple[str, ...] = ()
    times: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    statements: float = 0.0
    transactions: float = 0.0

    def turn(self, number: int) -> None:
        """Do it so many times."""
        self.prepare(number)
        cpu, begun = time.process_time(), time.perf_counter()
        self.work(number)
        self.seconds += time.perf_counter() - begun
        self.cpu += time.process_time() - cpu
        self.times += number

    def warm_up(self) -> None:
        """What only first times do, and the statements and transactions of later ones."""
        self.prepare(A_TURN)
        self.work(A_TURN)
        self.prepare(A_TURN)
        with counted() as found:
            self.work(A_TURN)
        begun = found["BEGIN"]
        self.statements, self.transactions = (found["all"] - begun) / A_TURN, (found["commit"]) / A_TURN

    @property
    def per_second(self) -> float:
        """How often a second."""
        return self.times / self.seconds

    @property
    def cpu_each(self) -> float:
        """Seconds of processor each time."""
        return self.cpu / self.times


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Statements and commits of what happens inside."""
    found = {"all": 0, "BEGIN": 0, "commit": 0}

    def statement(connection: Any, cursor: Any, words: str, *_: Any) -> None:
        found["all"] += 1
        found["BEGIN"] += words.startswith("BEGIN")

    def commit(connection: Any) -> None:
        found["commit"] += 1

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


def show(ways: dict[str, Way]) -> None:
    """Print the table: what is not bare beside the sum of what it is compared with, on the clock and by processor."""
    print(f"\n{'delivery':30}{'a second':>10}{'of bare':>9}{'by CPU':>9}{'CPU ms':>9}{'statements':>12}{'commits':>9}")
    for name, way in ways.items():
        bare = [ways[one] for one in way.bare]
        shares = f"{'':18}"
        if bare:
            on_the_clock = sum(1 / one.per_second for one in bare) * way.per_second
            shares = f"{on_the_clock:9.2f}{sum(one.cpu_each for one in bare) / way.cpu_each:9.2f}"
        print(
            f"{name:30}{way.per_second:10.0f}{shares}{way.cpu_each * 1000:9.2f}"
            f"{way.statements:12.1f}{way.transactions:9.1f}"
        )


def memory_now() -> float:
    """What this process holds at this moment, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def memory() -> float:
    """The most this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
