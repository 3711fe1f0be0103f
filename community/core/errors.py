"""The refusals of the domain. Actions raise them; the error pages show them; nobody else catches them.

Each carries what happened (`message`) and what the person can do (`what_next`), both in words a
person would use; lazy strings are welcome.
"""

from typing import Any

from community.core.language import _l


class Refusal(Exception):
    """Something a person asked for that will not be done. Nothing has been written."""

    status = 400
    default: Any = _l("That did not work.")
    default_next: Any = None

    def __init__(self, message: Any = None, *, what_next: Any = None, field: str | None = None) -> None:
        self.message = message or self.default
        self.what_next = what_next or self.default_next
        self.field = field
        super().__init__(str(type(self).__name__))


class Missing(Refusal):
    """It does not exist, or this person may not know that it does."""

    status = 404
    default = _l("We could not find that page.")


class Refused(Refusal):
    """It exists and this person may see it, but may not do this."""

    status = 403
    default = _l("That is not yours to do.")


class Conflict(Refusal):
    """It was possible once; something has changed since."""

    status = 409
    default = _l("Somebody was quicker, or things have changed since you opened the page.")


class Invalid(Refusal):
    """What was sent cannot be used as it is; `field` names the field it belongs to."""

    status = 422
    default = _l("Something in what you sent needs another look.")
