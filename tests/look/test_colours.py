"""The palette keeps its promise: every pair of colours used together is readable, by day and by night (WCAG AA)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
GROUNDS = ("paper", "surface", "sunken")
WORDS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "primary", "primary-strong", "bad", "on-warm-soft")
        for ground in GROUNDS
    ],
    *[(f"on-{soft}", soft) for soft in ("primary", "primary-soft", "warm-soft", "good-soft", "bad", "bad-soft")],
    *[(f"on-tint-{n}", f"tint-{n}") for n in range(8)],
    ("on-primary", "primary-strong"),
    ("on-bad", "bad-strong"),
    ("primary-strong", "primary-soft"),
]
EDGES = [(edge, ground) for edge in ("line-strong", "focus", "primary", "bad") for ground in ("paper", "surface")]


def palette(*files: str) -> dict[str, str]:
    """The colours by name; a later file speaks over an earlier one."""
    colours: dict[str, str] = {}
    for name in files:
        colours.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / name).read_text("utf-8")))
    return colours


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("files", [("theme.css",), ("theme.css", "dark.css")], ids=["light", "dark"])
def test_words_and_edges_stand_out_from_their_ground(files):
    colours = palette(*files)
    weak = [
        f"{front} on {ground}: {ratio:.2f}, needs {least}"
        for pairs, least in ((WORDS, 4.5), (EDGES, 3.0))
        for front, ground in pairs
        if (ratio := contrast(colours[front], colours[ground])) < least
    ]
    assert not weak, "Darken or lighten these in static/css/theme.css or dark.css: " + "; ".join(weak)


def test_the_dark_has_every_colour_of_the_day():
    missing = palette("theme.css").keys() - palette("dark.css").keys()
    assert not missing, f"Give these a value in static/css/dark.css: {sorted(missing)}"
