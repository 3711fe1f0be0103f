"""Names written from right to left keep to themselves: in subjects, in both parts of a mail, in the inbox and on pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from community.catchups import actions as catchups
from community.core import text
from community.core.language import gettext, lazy_gettext, ngettext
from community.notifications.models import Notice

ALI, NOA, APART = "علي حداد", "נועה לוי", "\u2068{}\u2069"
ASKING = {"kind": "coffee", "mode": "remote", "minutes": 30, "topic": "Tides", "words": "Hello", "place": ""}


@pytest.fixture
def mail(world, worker, mails):
    """Pau, who is called otherwise now, asks Ana; the mail that reaches her."""

    def asked(name):
        world.pau.name = name
        catchups.ask(world.pau, world.ana, times=[datetime.now(UTC) + timedelta(days=9)], **ASKING)
        worker.drain()
        (message,) = mails.to(world.ana.email)
        return message

    return asked


def part(message, kind):
    return message.get_body((kind,)).get_content()


@pytest.mark.parametrize("name", [ALI, NOA])
def test_the_subject_reads_in_order(mail, name):
    assert str(mail(name)["Subject"]) == f"{APART.format(name)} would like to have a coffee with you"


def test_both_parts_set_the_name_apart_each_in_its_way(mail):
    message = mail(ALI)
    assert f"\n{APART.format(ALI)} would like" in part(message, "plain").replace("\r", "")
    html = part(message, "html")
    assert f"<h1><bdi>{ALI}</bdi> would like" in html and "\u2068" not in html.partition("<body")[2]
    assert f"<title>{APART.format(ALI)} would" in html, "no tags where they would be read aloud"


def test_other_names_are_written_as_they_are(mail):
    message = mail("Zoë 陈")
    assert str(message["Subject"]) == "Zoë 陈 would like to have a coffee with you"
    assert "\u2068" not in part(message, "plain") and "<bdi>" not in part(message, "html")


def test_inbox_and_pages_set_it_apart_too(mail, world, browse, db):
    mail(ALI)
    assert db.query(Notice).filter_by(person_id=world.ana.id).one().title.startswith(APART.format(ALI))
    browser = browse(world.ana)
    assert f"{APART.format(ALI)} would like" in browser.page("/notifications").words
    page = browser.page(f"/members/{world.pau.public_id}/introduction").text
    sentences = re.findall(rf"[^<>\"]*{ALI}[^<>\"]*", page.partition("<main")[2])
    alone = [words for words in sentences if words.strip() != ALI and APART.format(ALI) not in words]
    assert not alone, f"in the middle of a sentence: {alone}"


def test_a_sentence_sets_apart_what_it_is_given_once(app):
    said = gettext("Coffee with %(name)s", name=ALI)
    assert said == f"Coffee with {APART.format(ALI)}"
    assert gettext("Soon: %(title)s", title=said) == f"Soon: {said}"
    assert str(lazy_gettext("Hello %(name)s,", name=NOA)) == f"Hello {APART.format(NOA)},"
    one, many = "%(name)s and %(num)s other", "%(name)s and %(num)s others"
    assert ngettext(one, many, 2, name=ALI) == f"{APART.format(ALI)} and 2 others"


def test_what_is_cut_off_is_closed(app):
    assert text.cut(f"Hello {APART.format(ALI)}", 9) == "Hello \u2068عل\u2069"
    assert text.isolated_in_html('<body><a href="\u2068x\u2069">\u2068y\u2069</a>') == (
        '<body><a href="\u2068x\u2069"><bdi>y</bdi></a>'
    )
