"""Several at the same moment: in threads, transactions and connections of their own, let go together."""

import threading
from collections.abc import Callable

from flask import Flask

from community.core.database import transaction
from community.core.extensions import db

PATIENCE = 30  # seconds; who takes longer waits for somebody who waits for them


def at_once(app: Flask, *works: Callable[[], object]) -> list[object]:
    """Run each work in a thread and transaction of its own, let go together; what each gave, or what it was refused with."""
    barrier = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with transaction():
                    results[number] = work()
            except Exception as error:
                results[number] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits for somebody else"
    return results


def written(app: Flask, work: Callable[[], object]) -> object:
    """Do one work in a transaction of its own; what it gave."""
    with app.app_context():
        try:
            with transaction():
                return work()
        finally:
            db.session.remove()
