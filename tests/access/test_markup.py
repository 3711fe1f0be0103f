"""Whatever somebody writes into a name or a text stays text on every page and in every mail, and no form is taken unasked."""

import pytest

from community.accounts.models import Availability, Programme
from community.alumni.actions import save_section
from tests.access.addresses import fill, values_of_the_world
from tests.access.test_table import routes

MARKUP = "<probe a=1>'\"&{{7*7}} %s %(name)s"
TEXTS = ("headline", "about", "place", "work_role", "learning", "contact", "dont_ask", "pronouns")
LISTS = {
    "offers": "<probe o>, sewing",
    "wants": "<probe w>, sewing",
    "languages": "<probe l>",
    "links": "https://example.org/<probe>",
}


@pytest.fixture
def values(db, world, make):
    """One row of each kind."""
    return values_of_the_world(db, world, make)


@pytest.fixture
def probed(world, make, db, values):
    """Markup in everything that somebody can write."""
    for person in world.everyone.values():
        person.name = f"{MARKUP} {person.email}"
        if person.is_present:
            texts = dict.fromkeys(TEXTS, MARKUP[:40]) | LISTS
            save_section(person, texts, dict.fromkeys((*texts, "work", "cohorts", "time_zone"), "members"))
    world.mentorship.focus = world.cohort.name = MARKUP
    for programme in db.query(Programme):
        programme.name = MARKUP + programme.public_id
    make.catchup(world.pau, world.ana, topic="<probe t>", words=MARKUP, place="<probe> https://example.org")
    db.get_one(
        Availability, world.ana.id
    ).catchups = "not_now"  # so that asking ana is refused, with her name in the words
    db.flush()
    return values


@pytest.mark.parametrize("reader", ["ana", "lin", "cora"])
def test_no_page_takes_a_text_for_markup(app, world, browse, probed, reader):
    browser = browse(getattr(world, reader), checks=False)
    for method, rule in routes(app):
        path = fill(rule, probed)
        if method == "GET" and path != "/logout":
            answer = browser.get(
                path, query_string={"q": "<probe q>", "place": "<probe>", "after": "<probe>", "<probe>": "1"}
            )
            if answer.mimetype == "text/html":
                assert "<probe" not in answer.text, path
                assert "49 %s" not in answer.text, path


def test_no_mail_takes_a_name_for_markup(probed, worker, mails):
    worker.drain()
    parts = [part for mail in mails for part in mail.walk() if part.get_content_type() == "text/html"]
    assert parts
    assert not [part for part in parts if "<probe" in part.get_content()]


# What programs call brings a signature of its own (tests/core/test_bounces.py, tests/notifications/test_unsubscribing.py),
# and no browser is asked.
SIGNED = {"/mail/bounces", "/notifications/off/<token>"}


def test_nothing_that_changes_anything_is_taken_without_the_token(app, world, browse, values):
    for method, rule in routes(app):
        if method != "GET" and rule.rule not in SIGNED:
            answer = browse(world.cora, checks=False).open(fill(rule, values), method=method, csrf=False)
            assert answer.status_code == 400, f"{method} {rule.rule}"
