"""One small picture sheet with the icons in use, cut from the large one that bootstrap-flask brings along.

Nobody keeps a list: every quoted word in a template or a module that is the name of an icon counts as in use.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

ICON = Markup('<svg class="icon"{0}><use href="{1}#{2}"/></svg>')
SHEET = "static/bootstrap5/icons/bootstrap-icons.svg"
_QUOTED = re.compile(r"""["']([a-z0-9][a-z0-9-]*)["']""")
_SYMBOL = re.compile(r'<symbol[^>]*?viewBox="([^"]+)"[^>]*? id="([^"]+)">(.*?)</symbol>', re.DOTALL)


def sheet(folders: Iterable[Path]) -> str:
    """The SVG sprite with every icon that the templates and modules below `folders` name."""
    every = {
        name: (box, drawing)
        for box, name, drawing in _SYMBOL.findall(files("flask_bootstrap").joinpath(SHEET).read_text("utf-8"))
    }
    used = sorted(words_of(folders) & every.keys())
    symbols = "".join(
        f'<symbol id="{name}" viewBox="{every[name][0]}">{every[name][1].strip()}</symbol>' for name in used
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def words_of(folders: Iterable[Path]) -> set[str]:
    """Every quoted word below the folders."""
    words: set[str] = set()
    for folder in folders:
        for path in (*folder.rglob("*.html"), *folder.rglob("*.py")):
            words.update(_QUOTED.findall(path.read_text("utf-8")))
    return words


def drawer(address: str) -> Callable[..., Markup]:
    """What draws an icon from the sheet at `address`: a page has dozens, so each is written once."""

    @lru_cache(maxsize=512)
    def drawn(name: str, label: str | None = None) -> Markup:
        said = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
        return ICON.format(said, address, name)

    return drawn
