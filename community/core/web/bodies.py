"""How large a request may be. Every route takes MAX_CONTENT_LENGTH; those that take a picture with a form take more, so
that the form can say on its field that the picture is too large, and keep the words.

The limit has to hold before anything reads the form, and the protection against forged forms is the first to do so.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request
from wtforms import ValidationError

from community.core import settings
from community.core.language import gettext as _

WITH_A_PICTURE = 64 * 1024 * 1024
MEGABYTE = 1024 * 1024

View = Callable[..., Any]


def takes_a_picture(view: View) -> View:
    """Mark a view whose form takes a picture: put it directly above the view, and `SmallEnough()` on the field."""
    view.__largest_body__ = WITH_A_PICTURE  # type: ignore[attr-defined]
    return view


def most_megabytes() -> int:
    """The largest file the community takes, in words."""
    return settings.current().max_upload_bytes // MEGABYTE


class SmallEnough:
    """A validator: the file is not larger than the community takes."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and _size(field.data.stream) > settings.current().max_upload_bytes:
            raise ValidationError(
                _("This picture is too large. Please choose one of at most %(most)s MB.", most=most_megabytes())
            )


def _size(stream: Any) -> int:
    size: int = stream.seek(0, 2)
    stream.seek(0)
    return size


def _allow_larger_ones() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    largest = getattr(view, "__largest_body__", None)
    if largest is not None:
        request.max_content_length = max(largest, request.max_content_length or 0)


def init_app(app: Flask) -> None:
    """Set each request's limit. To be called before the extensions that read forms."""
    app.before_request(_allow_larger_ones)
