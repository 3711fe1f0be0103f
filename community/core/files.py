"""Pictures people give: taken apart, drawn anew, stored under a name of ours.

Nothing of the file itself reaches the disk: neither its name nor its metadata (a phone writes where it was taken) nor
whatever else was hidden in it. Pictures lie outside of the served static files; a view decides who may see one.
"""

import io
import os
import re
import secrets
import struct
import tempfile
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import IO, TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from community.core import settings
from community.core.errors import Invalid, Missing
from community.core.language import _l

if TYPE_CHECKING:
    from flask import Response

SIZES = (96, 320)
MOST_BYTES = 40 * 1024 * 1024
# A JPEG is drawn small at once; of anything else every pixel has to be held in memory.
MOST_PIXELS = {"JPEG": 60_000_000}
MOST_PIXELS_OTHERWISE = 24_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
ENDING = ".webp"
KEY_LENGTH = 32
NAMED = re.compile(f"[0-9a-f]{{{KEY_LENGTH}}}-")
QUALITY = 82


@dataclass(frozen=True)
class StoredPicture:
    """A picture on our disk; width and height are those of the largest size."""

    key: str
    width: int
    height: int


def store_picture(
    stream: IO[bytes],
    *,
    folder: Path | None = None,
    sizes: Sequence[int] = SIZES,
    square: bool = True,
) -> StoredPicture:
    """Draw the picture anew in each size and keep it under a random key; by default cut to a square, for portraits.

    Turns it the way the camera was held, keeps no metadata, takes the first frame of a moving one.
    Refuses (Invalid) what is no picture we can draw, damaged, or too large in bytes or pixels.
    """
    with _opened(_read(stream)) as source:
        upright = _upright(source, 2 * max(sizes))
    key = secrets.token_hex(KEY_LENGTH // 2)
    drawn = upright
    for size in sorted(sizes, reverse=True):
        drawn = _fit(drawn, size, square)
        _write(path(key, size, folder=folder), drawn)
        if size == max(sizes):
            width, height = drawn.size
    return StoredPicture(key, width, height)


def path(key: str, size: int, *, folder: Path | None = None) -> Path:
    """Where a size of a picture lies, whether or not it does; refuses (Missing) what is no key of ours."""
    if not re.fullmatch(f"[0-9a-f]{{{KEY_LENGTH}}}", key):
        raise Missing
    return (folder or settings.current().media_folder) / key[:2] / key[2:4] / f"{key}-{int(size)}{ENDING}"


def remove(key: str, *, folder: Path | None = None) -> None:
    """Delete every size of a picture, and what was begun of it; one that is gone already is fine."""
    shelf = path(key, 0, folder=folder).parent
    for file in shelf.glob(f"{key}-*"):
        file.unlink(missing_ok=True)


def written_before(instant: datetime, *, most: int, seed: int, folder: Path | None = None) -> set[str]:
    """Keys of pictures (finished or not) written before an instant, `most` of them at most, from their folder alone.

    `seed` says in which order the shelves are gone through: with another one each night every shelf has its turn.
    """
    shelves = sorted((folder or settings.current().media_folder).glob("[0-9a-f][0-9a-f]"))
    Random(seed).shuffle(shelves)  # noqa: S311 - nothing secret
    found: set[str] = set()
    for file in (file for shelf in shelves for file in shelf.glob("[0-9a-f][0-9a-f]/*-*")):
        with suppress(FileNotFoundError):
            if NAMED.match(file.name) and file.stat().st_mtime < instant.timestamp():
                found.add(file.name[:KEY_LENGTH])
        if len(found) == most:
            break
    return found


def send_picture(key: str, size: int = max(SIZES), *, folder: Path | None = None) -> "Response":
    """The answer that shows a picture, for the reader's browser alone to keep; refuses (Missing) one that is not there."""
    from flask import send_file

    file = path(key, size, folder=folder)
    if not file.is_file():
        raise Missing
    answer = send_file(file, mimetype="image/webp", etag=f"{key}-{size}", conditional=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


# --- taking apart -----------------------------------------------------------------------------------------------


def _read(stream: IO[bytes]) -> bytes:
    raw = stream.read(MOST_BYTES + 1)
    if not raw:
        raise Invalid(
            _l("The file is empty."),
            what_next=_l("Please choose a picture from your device again."),
        )
    if len(raw) > MOST_BYTES:
        raise Invalid(_l("This picture is too large."), what_next=_l("Please choose one of at most 40 MB."))
    return raw


def _opened(raw: bytes) -> Image.Image:
    """The picture, its size known and its pixels not yet drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Invalid(
            _l("This is not a picture we can show."),
            what_next=_l(
                "Please choose a JPEG, PNG, WebP or GIF file. Drawings in SVG have to be exported as PNG first."
            ),
        ) from None
    if source.width * source.height > MOST_PIXELS.get(source.format or "", MOST_PIXELS_OTHERWISE):
        raise _too_many_pixels()
    return source


# What Pillow raises when a file says of itself what cannot be, a number where a place is meant for example.
_DAMAGED = (
    OSError, ValueError, TypeError, LookupError, ArithmeticError, SyntaxError, EOFError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip


def _upright(source: Image.Image, enough: int) -> Image.Image:
    """The pixels alone, turned the way the camera was held."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if source.format == "JPEG":  # a camera's picture is drawn small at once, in a tenth of the memory
                source.draft("RGB", (enough, enough))
            source.load()
            turned = ImageOps.exif_transpose(source)
    except _DAMAGED:
        raise Invalid(
            _l("This picture is damaged: a part of it is missing."),
            what_next=_l("Please try again, or choose another one."),
        ) from None
    turned = _usual_colours(turned)
    see_through = "A" in turned.getbands() or "transparency" in turned.info
    return turned.convert("RGBA" if see_through else "RGB")


def _usual_colours(picture: Image.Image) -> Image.Image:
    """Telephones use a wider range of colours and say so in a profile, which is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _too_many_pixels() -> Invalid:
    return Invalid(
        _l("This picture has too many pixels."),
        what_next=_l("Please choose a smaller version of it."),
    )


# --- drawing anew -----------------------------------------------------------------------------------------------


def _fit(picture: Image.Image, size: int, square: bool) -> Image.Image:
    """At most `size` pixels wide and high, never enlarged; cut around the middle when it must be square."""
    if square:
        side = min(size, *picture.size)
        return ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
    smaller = picture.copy()
    smaller.thumbnail((size, size), Image.Resampling.LANCZOS)
    return smaller


def _write(target: Path, picture: Image.Image) -> None:
    """All or nothing: a reader never meets half a picture."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f"{target.stem}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            picture.save(file, "WEBP", quality=QUALITY, method=4)
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
