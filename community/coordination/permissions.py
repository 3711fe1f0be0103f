"""Who runs the programme, as the pages here need it: rows are for coordinators alone, and unknown to all others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from community.accounts.permissions import COORDINATE
from community.core.policy import can

__all__ = ["COORDINATE", "for_coordinators"]


def for_coordinators(load: Callable[..., Any]) -> Callable[..., Any]:
    """A loader that finds nothing for anybody else: whether a row exists is not theirs to know."""

    @wraps(load)
    def loaded(actor: Any, **url_values: Any) -> Any:
        return load(**url_values) if can(actor, COORDINATE) else None

    return loaded
