"""The sheet of icons holds what templates and manifests name, and is small enough to be sent to a phone."""

import re
from pathlib import Path

from community.core.web.icons import sheet

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "templates", ROOT / "community")
DRAWN_BY_MACRO = re.compile(r"""icon\(["']([a-z0-9-]+)["']|icon(?:_name)?=["']([a-z0-9-]+)["']""")


def test_every_icon_that_is_named_is_on_the_sheet():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sheet(FOLDERS)))
    named = {
        one or other
        for folder in FOLDERS
        for path in (*folder.rglob("*.html"), *folder.rglob("*.py"))
        for one, other in DRAWN_BY_MACRO.findall(path.read_text("utf-8"))
    }
    assert named <= drawn, f"No such icon in Bootstrap Icons (look at icons.getbootstrap.com): {sorted(named - drawn)}"


def test_the_sheet_stays_small():
    assert len(sheet(FOLDERS)) < 80_000
