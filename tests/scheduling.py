"""Which tests of a parallel run go to one worker together, and which are begun first.

A file stays together, so that what it prepares for itself is prepared once; all that look at the demo community stay
together, so that it is built and served once. (The marker xdist_group would be for that: with pytest 9.2 it does nothing,
and nothing says so: pytest-dev/pytest-xdist#1386.)
"""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

THE_DEMO = "whoever looks at the demo community, or uses Chromium"
FOLDERS = {
    "tests/demo": THE_DEMO,
    "tests/e2e": THE_DEMO,
    "tests/mail": "whoever reads the mails that are lived through once",
}
# They serve a community of their own, and need no Chromium.
ALONE = {"tests/e2e/test_killed.py"}
# What takes longest, the longest first: who begins it last lets the others wait.
LONGEST = (
    THE_DEMO,
    "tests/e2e/test_killed.py",
    "tests/circles/test_confidence.py",
    "tests/milestones/test_consent.py",
    "tests/core/test_crash.py",
    "tests/core/test_outbox.py",
    "tests/core/test_serving.py",
    "tests/access/test_table.py",
    "tests/catchups/test_introductions_tell_nothing.py",
    FOLDERS["tests/mail"],
    "tests/core/test_mail_trouble.py",
    "tests/access/test_scopes.py",
)


def group_of(test: str) -> str:
    """The tests that go together with this one."""
    file = test.partition("::")[0]
    return file if file in ALONE else FOLDERS.get(file.rpartition("/")[0], file)


class Together(LoadScopeScheduling):
    """Hands out one group after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        longest = min(self.workqueue, key=lambda group: LONGEST.index(group) if group in LONGEST else len(LONGEST))
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)
