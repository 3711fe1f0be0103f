"""The settings of the running application, reachable without passing them through every call."""

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from config import Settings


def current() -> "Settings":
    """The frozen Settings of the application whose context is active."""
    settings: Settings = current_app.extensions["settings"]
    return settings
