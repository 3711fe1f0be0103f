"""What the clock does to letters and inboxes: it finds whom it concerns and tells so, a few at a time; subscribers do the work.

Each may run twice, late, or after missed days: hours that were missed become one letter.
"""

from community.notifications import actions


def letters() -> None:
    """Let the letters begin whose hour has come."""
    actions.call_letters()


def settle() -> None:
    """Ask again of what is unread whether it is still to be said: it may be answered, by a mail or by the other side."""
    actions.call_settling()


def tidy() -> None:
    """Throw away what was read three months ago, what is older than a year in any case, and letters that went to nobody."""
    actions.call_tidying()
