"""The steps of a delivery, named, so that a test can end the process at each of them.

`reached` does nothing. Tests put a function of their own into `on_step`; nothing else ever does.
"""

from collections.abc import Callable

# Who publishes: the transaction is committed, its deliveries are handed to the queue (or not).
OF_PUBLISHING = ("committed", "handed over")
# Who works: what a dead one had claimed is free again; a task is out of the queue, and its delivery not claimed yet.
OF_STARTING, OF_THE_QUEUE = ("claim freed",), ("taken from the queue",)
# Every delivery: a subscriber's, a job's, a mail's.
OF_DELIVERING = ("claimed", "effects written", "done written", "done committed")
# The transaction that ended one has claimed the next.
OF_PASSING = ("next claimed",)
# What goes outside the house besides, and the mail in particular: prepared, the server reached, accepted by it.
OF_ERRANDS = ("errand prepared", "errand carried out")
OF_MAIL = ("server reached",)
# What did not succeed.
OF_FAILING = ("failure written", "failure committed")
# What came before its hour.
OF_PUTTING_OFF = ("put off written", "put off committed")
# By the clock: the slot of a job is written, with its delivery.
OF_SCHEDULING = ("slot written",)

STEPS = (
    *(*OF_PUBLISHING, *OF_SCHEDULING, *OF_STARTING, *OF_THE_QUEUE),
    *(*OF_DELIVERING, *OF_PASSING, *OF_ERRANDS, *OF_MAIL, *OF_FAILING, *OF_PUTTING_OFF),
)

on_step: Callable[[str, str], None] | None = None


def reached(step: str, carrier: str = "") -> None:
    """A step of a delivery is done; `carrier` says who carries it out."""
    if on_step is not None:
        on_step(step, carrier)
