"""Where pictures of milestones lie: in a folder of their own, apart from portraits."""

from pathlib import Path

from community.core import settings


def folder() -> Path:
    """Their folder on our disk."""
    return settings.current().media_folder / "milestones"
