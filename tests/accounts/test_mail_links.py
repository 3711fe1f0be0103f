"""Links in mails that answer without signing in: for one person, at one address, for one purpose."""

import pytest

from community.accounts.mail_links import MailLink
from community.core.errors import Missing
from community.core.tokens import TokenBroken

LINK, OTHER = MailLink("tests.one"), MailLink("tests.other")


def test_a_link_says_who_and_about_what_and_nothing_of_the_address(world):
    token = LINK.token(world.ana, 7, True)
    assert LINK.read(token) == (world.ana, 7, True)
    assert "example" not in token


def test_a_link_serves_no_other_purpose(world):
    with pytest.raises(TokenBroken):
        OTHER.read(LINK.token(world.ana, 7))


def test_whoever_reads_an_old_mailbox_answers_for_nobody(world, db):
    """Alumni leave employers, and their mailboxes stay behind."""
    ana = world.ana
    token = LINK.token(ana, 7)
    ana.email = "ana@elsewhere.example"
    db.flush()
    with pytest.raises(Missing):
        LINK.read(token)
    assert LINK.read(LINK.token(ana, 7)) == (ana, 7)


@pytest.mark.parametrize("standing", ["suspended", "left", "invited"])
def test_who_takes_no_part_answers_nothing(world, db, standing):
    token = LINK.token(world.ana, 7)
    world.ana.standing = standing
    db.flush()
    with pytest.raises(Missing):
        LINK.read(token)
