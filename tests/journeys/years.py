"""Time that passes while a house is left alone: the jobs run, and what is due is delivered."""

import dataclasses
import re
from datetime import UTC, datetime, timedelta

from community.core import clock as core_clock

# What a community has that sets nothing else; other tests want to see each mail by itself.
REAL = {"mails_a_week": 3, "mail_pause": 10}

# What tidies up by night has no mail to send: it is tested where it lives.
SILENT_JOBS = re.compile(r"^core\.|pictures$|forget|\.order$")


def as_in_a_real_house(app, monkeypatch):
    """The budget of mails and the pause before them, as people have them."""
    monkeypatch.setitem(app.extensions, "settings", dataclasses.replace(app.extensions["settings"], **REAL))


class Years:
    """The clock, and what the house does by itself while it runs."""

    def __init__(self, clock, worker, jobs):
        self.clock, self.worker, self.jobs = clock, worker, jobs

    def pass_until(self, day, hour=15, step=timedelta(days=7)):
        """Let the days pass, some at a time: what was missed is caught up. It ends at `hour` (UTC) of `day`."""
        end = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        while core_clock.now() < end:
            self.clock.move_to(min(end, core_clock.now() + step))
            self.one_round()

    def one_round(self):
        for name in self.jobs:
            self.worker.job(name)
        self.worker.drain()
