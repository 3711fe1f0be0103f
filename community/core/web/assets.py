"""Static files under names that change with their content, so that browsers keep them for ever.

All files are one tree with one hash, /static/<hash>/css/app.css: what a style sheet or a module refers to relatively
comes from the same tree. The tree is copied beside the database once for each release, compressed beforehand
(.br, .gz), and served by WhiteNoise, so that any WSGI server will do. Older trees stay for pages opened before.
"""

import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from flask import Flask, current_app
from whitenoise import WhiteNoise

from community.core.web import icons

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "static"
ICON_SHEET = "img/icons.svg"
BOOTSTRAP = "bootstrap"
# The files of bootstrap-flask that we use; the package brings many more.
PACKAGED = ("css/bootstrap.min.css",)
COMPRESSED = {".css", ".js", ".svg", ".json", ".txt", ".map", ".html", ".webmanifest"}
KEPT_TREES = 4


class NoSuchAsset(LookupError):
    """A template asks for a file that is not below static/."""


def asset(path: str) -> str:
    """The address of a file below static/; refuses (NoSuchAsset) one that does not exist."""
    tree: Tree = current_app.extensions["assets"]
    return tree.url(path)


def bootstrap_asset(path: str) -> str:
    """The address of one of Bootstrap's files, for example css/bootstrap.min.css."""
    return asset(f"{BOOTSTRAP}/{path}")


def init_app(app: Flask) -> None:
    """Build the tree of this release if it is new, and serve it ahead of the application."""
    settings = app.extensions["settings"]
    tree = Tree(sources())
    built = tree.build(settings.instance / "static", compress=not settings.testing)
    app.extensions["assets"] = tree
    noise = WhiteNoise(
        app.wsgi_app,
        autorefresh=app.debug,
        max_age=0,
        allow_all_origins=False,
        add_headers_function=_say_no_guessing,
        immutable_file_test=lambda path, url: not app.debug,
    )
    noise.add_files(str(built.parent), prefix="/static/")
    if app.debug:  # while working on them, files come straight from where they are edited
        noise.add_files(str(STATIC), prefix=f"/static/{tree.version}/")
    app.wsgi_app = noise  # type: ignore[method-assign]
    app.jinja_env.globals |= {
        "asset": tree.url,
        "bootstrap_asset": bootstrap_asset,
        "icon_sheet": tree.url(ICON_SHEET),
        "drawn_icon": icons.drawer(tree.url(ICON_SHEET)),
    }


def sources() -> dict[str, bytes]:
    """Every static file by its path: ours, Bootstrap's, and the sheet of icons in use."""
    found = {
        path.relative_to(STATIC).as_posix(): path.read_bytes()
        for path in sorted(STATIC.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    bootstrap = files("flask_bootstrap").joinpath("static/bootstrap5")
    for name in PACKAGED:
        found[f"{BOOTSTRAP}/{name}"] = _without_map(bootstrap.joinpath(name).read_bytes())
    found[ICON_SHEET] = icons.sheet([ROOT / "templates", ROOT / "community"]).encode()
    return found


class Tree:
    """All static files of one release."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = dict(contents)
        digest = hashlib.sha256()
        for path, content in sorted(self.contents.items()):
            digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
        self.version = digest.hexdigest()[:12]

    def url(self, path: str) -> str:
        """The address of a file of this tree."""
        if path not in self.contents:
            raise NoSuchAsset(f"There is no static/{path}. Put the file there, or correct the name in the template.")
        return f"/static/{self.version}/{path}"

    def build(self, shelf: Path, *, compress: bool) -> Path:
        """Write the tree below `shelf`, unless it stands there already; returns its folder.

        Several processes may do it at once: each writes aside, and the first to finish puts it in place.
        """
        shelf.mkdir(parents=True, exist_ok=True)
        built = shelf / self.version
        if built.is_dir():
            return built
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=shelf))
        try:
            aside.chmod(0o755)
            for path, content in self.contents.items():
                _write(aside / path, content, compress)
            aside.rename(built)
        except OSError:
            if not built.is_dir():
                raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _forget_old_trees(shelf)
        return built


def _write(path: Path, content: bytes, compress: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if not compress or path.suffix not in COMPRESSED:
        return
    for suffix, smaller in (
        (".br", brotli.compress(content)),
        (".gz", gzip.compress(content, 9, mtime=0)),
    ):
        if len(smaller) < len(content) * 0.95:
            path.with_name(path.name + suffix).write_bytes(smaller)


def _forget_old_trees(shelf: Path) -> None:
    trees = [path for path in shelf.iterdir() if path.is_dir() and not path.name.startswith(".")]
    for old in sorted(trees, key=os.path.getmtime, reverse=True)[KEPT_TREES:]:
        shutil.rmtree(old, ignore_errors=True)


def _without_map(content: bytes) -> bytes:
    """The packaged files name source maps that we do not serve."""
    body, mark, _rest = content.rpartition(b"sourceMappingURL=")
    if not mark:
        return content
    return body.removesuffix(b"/*# ").removesuffix(b"//# ").rstrip() + b"\n"


def _say_no_guessing(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
