"""The steps of a delivery, named, so that a test can end the process at each of them.

`reached` does nothing. Tests put a function of their own into `on_step`; nothing else ever does.
"""

from collections.abc import Callable

STEPS = (
    "committed",
    "handed over",
    "claimed",
    "errand prepared",
    "errand carried out",
    "effects written",
    "done written",
    "done committed",
)

on_step: Callable[[str], None] | None = None


def reached(step: str) -> None:
    """A step of a delivery is done."""
    if on_step is not None:
        on_step(step)
