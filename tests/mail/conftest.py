"""The mails all tests here read: lived through once in a process."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select

from community.core.extensions import db
from community.notifications.models import Notice
from tests.mail.living import lived_through

SENT: dict[str, EmailMessage] = {}
PAGES: set[str] = set()


@pytest.fixture
def letters(app, request) -> dict[str, EmailMessage]:
    """One mail of each kind that was sent."""
    if not SENT:
        SENT.update(lived_through(*map(request.getfixturevalue, ("world", "make", "worker", "mails"))))
        PAGES.update(db.session.scalars(select(Notice.address)))
    return SENT


@pytest.fixture
def pages(letters) -> set[str]:
    """Every address of the site to which a message leads."""
    return PAGES
