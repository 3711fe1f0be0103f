"""What the clock does to ties: it finds whose day has come and tells so, a few at a time; subscribers.py does the work.

It may run twice, late, or after missed days: what was done meanwhile is left as it is.
"""

from community.core import clock
from community.ties import actions


def look() -> None:
    """Find the ties whose own day has come."""
    actions.call_looks(clock.today())
