"""A calendar program that is not ours: vdirsyncer subscribes and keeps what it gets, khal shows it. Processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

SUBSCRIBED = """\
[general]
status_path = "{folder}/status/"

[pair calendar]
a = "community"
b = "here"
collections = null

[storage community]
type = "http"
url = "{url}"

[storage here]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""
SHOWN = """\
[calendars]
[[community]]
path = {folder}/calendar/
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
highlight_event_days = False
[sqlite]
path = {folder}/shown.db
"""
LINE = "{start-date-long} {start-time}–{end-time} {title}"


class Subscriber:
    """Somebody's computer, which has subscribed to the calendar of an address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.kept = folder / "calendar"
        self.kept.mkdir()
        (folder / "subscribed").write_text(SUBSCRIBED.format(folder=folder, url=url))
        assert self._run("vdirsyncer", "-c", str(folder / "subscribed"), "discover").returncode == 0

    def ask(self) -> str:
        """Ask for what is new; "" when it went well, otherwise what the program says."""
        run = self._run("vdirsyncer", "-c", str(self.folder / "subscribed"), "sync")
        return "" if run.returncode == 0 else run.stderr

    def shows(self, zone: str, since: str, until: str) -> list[str]:
        """What stands between two days in the calendar of somebody whose clock is that of `zone`."""
        settings = self.folder / "shown"
        settings.write_text(SHOWN.format(folder=self.folder, zone=zone))
        options = ["--day-format", "", "--notstarted", "--format", LINE]
        run = self._run("khal", "-c", str(settings), "list", *options, since, until)
        assert run.returncode == 0 and not run.stderr, run.stderr
        return [line for line in run.stdout.splitlines() if line]

    def words(self) -> str:
        """Everything that lies on that computer."""
        return "\n".join(path.read_text().replace("\n ", "") for path in sorted(self.kept.iterdir()))

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-m", program, *arguments]
        return subprocess.run(command, env=home, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
