"""What is built once for a parallel run is built once: whoever asks for the demo community is in the group that shares it."""

import ast
from pathlib import Path

from tests.scheduling import ALONE, FOLDERS, LONGEST, THE_DEMO, group_of

ROOT = Path(__file__).parents[2]
OF_THE_DEMO = {"demo_site", "demo_app", "demo_community", "chromium", "window"}


def test_whoever_asks_for_the_demo_community_or_chromium_shares_it():
    for path in (ROOT / "tests").rglob("test_*.py"):
        functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
        asked_for = {one.arg for function in functions for one in function.args.args}
        if asked_for & OF_THE_DEMO:
            file = path.relative_to(ROOT).as_posix()
            assert group_of(file) == THE_DEMO, (
                f"{file} would build the demo community anew: name its folder in {group_of.__module__}"
            )


def test_the_groups_that_are_named_are_there():
    for file in {*LONGEST, *ALONE, *FOLDERS} - {*FOLDERS.values()}:
        assert (ROOT / file).exists(), f"tests/scheduling.py names {file}, which is not there"
