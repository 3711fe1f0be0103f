"""tests/access/table.txt says, for every method and route and everybody of the cast, what happens.

    yes    done, shown, or refused only because the form was empty
    login  sent to the sign-in
    403    may see it and not do it
    404    may not know that it exists

After adding a route run `UPDATE_ACCESS_TABLE=1 .venv/bin/pytest tests/access/test_table.py` and read
the difference line by line: it is the review of who may do what.
"""

import os
from pathlib import Path

import pytest

from tests.access.addresses import fill, values_of_the_world

TABLE = Path(__file__).with_name("table.txt")
COLUMNS = ["visitor", "ana", "mia", "pau", "lin", "bea", "sam", "mod", "cora"]
SKIPPED = {"static", "bootstrap.static"}


def routes(app):
    """(method, rule) of every route of ours."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in SKIPPED:
            continue
        found += [(method, rule) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return sorted(found, key=lambda pair: (pair[1].rule, pair[0]))


def verdict(response) -> str:
    """What an answer means for the one who asked."""
    if response.status_code in {403, 404}:
        return str(response.status_code)
    location = response.location or ""
    if response.status_code == 303 and location.split("?")[0].endswith("/login") and "next=" in location:
        return "login"
    if response.status_code == 503 and response.request.path == "/readyz":
        return "yes"  # it answers that no worker runs in this test
    assert response.status_code < 500 and response.status_code != 400, f"{response.status}"
    return "yes"


def test_the_table_names_every_route_and_every_cell_holds(app, db, world, browse, access_values):
    lines = {}
    for method, rule in routes(app):
        key = f"{method} {rule.rule}"
        lines[key] = perform(app, world, browse, method, rule, access_values)
    if os.environ.get("UPDATE_ACCESS_TABLE"):
        write(lines)
    expected = read()
    missing, stale = set(lines) - set(expected), set(expected) - set(lines)
    assert not missing and not stale, (
        f"table.txt lacks {sorted(missing)} and has too many {sorted(stale)}: see {__name__}"
    )
    wrong = [
        f"{key} as {column}: table says {told}, happens {seen}"
        for key in lines
        for column, told, seen in zip(COLUMNS, expected[key], lines[key], strict=True)
        if told != seen
    ]
    assert not wrong, "\n".join(wrong)


def perform(app, world, browse, method, rule, values) -> list[str]:
    from community.core.extensions import db

    cells = []
    for column in COLUMNS:
        person = None if column == "visitor" else getattr(world, column)
        browser = browse(person, checks=False)
        path = fill(rule, values)
        savepoint = db.session.begin_nested()
        db.session.connection()  # only now does the database know of the savepoint
        try:
            cells.append(verdict(browser.open(path, method=method)))
        except AssertionError as error:
            raise AssertionError(f"{method} {path} as {column}: {error}") from error
        finally:
            if savepoint.is_active:
                savepoint.rollback()
            db.session.expire_all()
    return cells


def write(lines: dict[str, list[str]]) -> None:
    width = max(map(len, lines)) + 2
    head = "# method and route".ljust(width) + "".join(column.ljust(9) for column in COLUMNS)
    body = [key.ljust(width) + "".join(cell.ljust(9) for cell in cells) for key, cells in lines.items()]
    TABLE.write_text("\n".join(line.rstrip() for line in [head, *body]) + "\n", encoding="utf-8")


def read() -> dict[str, list[str]]:
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, route, *cells = line.split()
            rows[f"{method} {route}"] = cells
    return rows


@pytest.fixture
def access_values(db, world, make):
    """One row of each kind, ana's where something belongs to somebody."""
    return values_of_the_world(db, world, make)
