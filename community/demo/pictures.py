"""Small pictures drawn for the demo: a harbour in the morning, a map of paths, and a tomato."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
Colour = tuple[int, int, int]


def harbour() -> io.BytesIO:
    """The sun comes up behind small boats."""
    picture, draw = _sky((252, 214, 170), (120, 168, 190))
    draw.ellipse((760, 250, 980, 470), fill=(250, 173, 92))
    draw.rectangle((0, 470, WIDTH, HEIGHT), fill=(46, 98, 108))
    for step in range(14):
        draw.line((700 - step * 8, 490 + step * 22, 1040 + step * 8, 490 + step * 22), fill=(231, 167, 106), width=5)
    for left, size, hull in ((140, 190, (134, 62, 42)), (420, 140, (29, 95, 88)), (1010, 110, (88, 70, 110))):
        base = 560 + size // 3
        draw.polygon(
            [(left, base), (left + size, base), (left + size - 34, base + 46), (left + 34, base + 46)], fill=hull
        )
        mast = left + size // 2
        draw.line((mast, base, mast, base - size), fill=(58, 45, 38), width=6)
        draw.polygon(
            [(mast + 8, base - size + 10), (mast + 8, base - 16), (mast + size // 2, base - 16)], fill=(250, 240, 222)
        )
    return _file(picture)


def paths() -> io.BytesIO:
    """A map on a wall: paths that cross, and places where people are."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (244, 239, 226))
    draw = ImageDraw.Draw(picture)
    for number, (colour, heights) in enumerate(
        (
            ((29, 95, 88), (120, 300, 180, 420, 330)),
            ((217, 135, 50), (520, 330, 450, 260, 540)),
            ((110, 122, 160), (700, 610, 690, 520, 680)),
        )
    ):
        points = [(80 + at * 260, height) for at, height in enumerate(heights)]
        draw.line(points, fill=colour, width=16, joint="curve")
        for at, (x, y) in enumerate(points):
            side = 34 if (at + number) % 2 else 22
            draw.ellipse((x - side, y - side, x + side, y + side), fill=(255, 254, 251), outline=colour, width=10)
    return _file(picture)


def tomato() -> io.BytesIO:
    """One tomato on its vine, seen as what it is: a triumph."""
    picture, draw = _sky((226, 236, 205), (180, 205, 160))
    draw.line((600, 0, 590, 270), fill=(74, 110, 50), width=22)
    draw.line((600, 90, 330, 30), fill=(74, 110, 50), width=14)
    draw.ellipse((190, -20, 360, 90), fill=(96, 140, 66))
    draw.ellipse((400, 270, 790, 640), fill=(203, 62, 43))
    draw.ellipse((460, 320, 560, 410), fill=(232, 120, 96))
    for x, y in ((480, 240), (540, 205), (640, 205), (705, 240), (590, 330)):
        draw.polygon([(592, 275), (x, y), (612, 290)], fill=(74, 110, 50))
    return _file(picture)


PICTURES: dict[str, tuple[Callable[[], io.BytesIO], str]] = {
    "harbour office": (harbour, "Three sailing boats in a harbour while the sun comes up"),
    "map for ambulances": (paths, "A drawn map with three paths in green, orange and blue, and a dot at every stop"),
    "first tomato": (tomato, "A single red tomato on its vine"),
}


def _sky(above: Colour, below: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        part = y / HEIGHT
        mixed = [round(a + (b - a) * part) for a, b in zip(above, below, strict=True)]
        draw.line((0, y, WIDTH, y), fill=(mixed[0], mixed[1], mixed[2]))
    return picture, draw


def _file(picture: Image.Image) -> io.BytesIO:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return stream
