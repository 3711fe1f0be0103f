"""No more mails of one kind, by one click in a mail program or by the link at its foot, without signing in (RFC 8058)."""

import dataclasses
import re
from datetime import timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.accounts.models import Person
from community.core import clock, tokens
from community.core.database import transaction
from community.core.extensions import db as database
from community.notifications import actions, queries
from community.notifications.links import off_token
from community.notifications.models import LETTER, MailWishes, TopicWish
from tests.browser import Browser
from tests.postbox import text_of

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
TOPIC = "catchups.asked"


def path_for(person, topic=TOPIC):
    return f"/notifications/off/{off_token(person, topic)}"


@pytest.fixture
def program(app):
    """A mail program: no cookies, no tokens of a session, no sign-in."""

    def post(path, data=ONE_CLICK, **options):
        client = app.test_client(use_cookies=False)
        with app.app_context():
            response = client.open(path, method="POST", data=data, csrf=False, **options)
        database.session.expire_all()
        return response

    app.test_client_class = Browser
    return post


def ways(person):
    return queries.ways_of(person)


# --- by one click --------------------------------------------------------------------------------------------


def test_one_click_ends_mails_of_a_kind_without_cookies_or_sign_in(world, program):
    answer = program(path_for(world.ana))
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert answer.get_data(as_text=True) == "Done: no more mails of this kind.\n"
    assert "Set-Cookie" not in answer.headers
    assert ways(world.ana) == {TOPIC: "never"}


def test_one_click_may_come_as_a_form_with_parts(world, program):
    assert program(path_for(world.ana), content_type="multipart/form-data").status_code == 200
    assert ways(world.ana) == {TOPIC: "never"}


def test_one_click_twice_is_once(world, program):
    for _ in range(2):
        assert program(path_for(world.ana)).status_code == 200
    assert database.session.query(TopicWish).count() == 1


def test_what_a_mail_says_in_its_head_works(world, make, worker, mails, program):
    make.catchup(world.mia, world.ana)
    worker.drain()
    (mail,) = mails.to("ana@example.org")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (address,) = re.findall(r"^<(http://localhost/\S+)>$", mail["List-Unsubscribe"])
    assert address in text_of(mail)
    assert program(address).status_code == 200
    make.catchup(world.lin, world.ana)
    worker.drain()
    assert len(mails.to("ana@example.org")) == 1
    assert world.ana.unread_notices == 2  # on the site it stands all the same


def test_the_head_of_a_mail_is_written_so_that_programs_understand_it(world, make, worker, mails):
    make.catchup(world.mia, world.ana)
    worker.drain()
    as_written = dict(mails[0].raw_items())["List-Unsubscribe"]
    assert re.fullmatch(r"<http://localhost/notifications/off/\S+>", as_written), "Python would encode a word so long"


def test_on_a_site_with_https_the_address_is_of_it(app, world, make, worker, mails, monkeypatch):
    there = dataclasses.replace(app.extensions["settings"], base_url="https://alumni.example.org")
    monkeypatch.setitem(app.extensions, "settings", there)
    make.catchup(world.mia, world.ana)
    worker.drain()
    assert mails[0]["List-Unsubscribe"].startswith("<https://alumni.example.org/notifications/off/")


def test_no_other_form_goes_without_a_token_of_the_session(app, world, browse):
    answer = browse(world.ana).post("/settings/mail", data={"mails_a_week": "1"}, csrf=False)
    assert answer.status_code == 400
    assert queries.wishes_of(world.ana) is None


# --- the page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_scanner_that_opens_the_link_changes_nothing(world, browse, method):
    for _ in range(3):
        assert browse(checks=False).open(path_for(world.ana), method=method).status_code == 200
    assert not ways(world.ana)


def test_the_page_offers_no_more_mails_and_the_letter(world, browse):
    visitor, path = browse(), path_for(world.ana)
    page = visitor.page(path)
    assert "We write to you when somebody asks you for a catch-up" in page.words
    off = visitor.follow(visitor.send(path, {"way": "never"}))
    assert "We no longer write to you when somebody asks you for a catch-up" in off.words
    assert ways(world.ana) == {TOPIC: "never"}
    letter = visitor.follow(visitor.send(path, {"way": "letter"}))
    assert "it waits for your letter" in letter.words
    assert ways(world.ana) == {TOPIC: "letter"}


def test_it_can_be_taken_back_at_once(world, browse):
    visitor, path = browse(), path_for(world.ana)
    off = visitor.follow(visitor.send(path, {"way": "never"}))
    assert "Take it back" in off.words
    again = visitor.follow(visitor.send(path, {"way": "now"}))
    assert "We write to you again when somebody asks you for a catch-up" in again.words
    assert "No more mails of this kind?" not in again.words
    assert ways(world.ana) == {TOPIC: "now"}


def test_a_form_that_says_nothing_changes_nothing(world, browse):
    browse().send(path_for(world.ana), {})
    browse().send(path_for(world.ana), {"List-Unsubscribe": "Perhaps"})
    assert not ways(world.ana)


def test_a_way_nobody_offers_is_refused(world, browse):
    browse().send(path_for(world.ana), {"way": "by pigeon"}, status=422)
    assert not ways(world.ana)


def test_the_page_speaks_of_calendars_where_times_are_concerned(world, browse):
    assert "tells your calendar" in browse().page(path_for(world.ana, "catchups.times")).words
    assert "tells your calendar" not in browse().page(path_for(world.ana)).words


def test_the_link_signs_nobody_in(world, browse):
    visitor = browse()
    visitor.page(path_for(world.ana))
    visitor.send(path_for(world.ana), {"way": "never"})
    assert visitor.get("/settings/mail").status_code == 303


# --- the letter itself ---------------------------------------------------------------------------------------


def test_one_click_ends_the_letter(world, program):
    assert program(path_for(world.ana, LETTER)).status_code == 200
    assert queries.wishes_of(world.ana).rhythm == "never" and queries.wishes_of(world.ana).next_at is None
    assert not ways(world.ana)


def test_the_letter_can_come_once_a_month_instead_or_again(world, browse):
    visitor, path = browse(), path_for(world.ana, LETTER)
    assert "No more letters?" in visitor.page(path).words
    visitor.send(path, {"way": "month"})
    assert queries.wishes_of(world.ana).rhythm == "month"
    off = visitor.follow(visitor.send(path, {"way": "never"}))
    assert "We no longer send you the letter" in off.words
    again = visitor.follow(visitor.send(path, {"way": "week"}))
    assert "Your letter comes again: once a week, next on" in again.words and "Once a month" in again.words
    assert queries.wishes_of(world.ana).rhythm == "week" and queries.wishes_of(world.ana).next_at is not None


@pytest.mark.parametrize(("rhythm", "words"), [("week", "once a week"), ("month", "once a month")])
def test_taking_it_back_goes_to_the_rhythm_there_was(world, browse, rhythm, words):
    actions.set_rhythm(world.ana, rhythm)
    visitor, path = browse(), path_for(world.ana, LETTER)
    visitor.send(path, {"way": "never"})
    off = visitor.follow(visitor.send(path + f"?was={rhythm}", {"way": "never"}))  # twice is once
    first = next(one.get("value") for one in off.find_all("input") if one.get("name") == "way")
    assert first == rhythm and "Take it back" in off.words
    again = visitor.follow(visitor.send(path, {"way": first}))
    assert f"Your letter comes again: {words}, next on" in again.words
    assert "No more letters?" not in again.words


@pytest.mark.parametrize("ended", ["one click", "settings"])
@pytest.mark.parametrize("rhythm", ["week", "month"])
def test_ended_and_taken_back_months_later_the_letter_comes_as_before(world, browse, program, rhythm, ended):
    """Also by the plain link of another letter, which knows nothing of what was chosen since."""
    actions.set_letter_time(world.ana, rhythm=rhythm, weekday=6, hour=18)
    path = path_for(world.ana, LETTER)
    if ended == "one click":
        program(path)
        program(path)  # twice is once
    else:
        browse(world.ana).send("/settings/mail", {"rhythm": "never"})
    database.session.expire_all()
    assert database.session.get(MailWishes, world.ana.id).rhythm == "never"
    visitor = browse()
    off = visitor.page(path)
    way = next(one.get("value") for one in off.find_all("input") if one.get("name") == "way")
    visitor.send(path, {"way": way})
    database.session.expire_all()
    wishes = database.session.get(MailWishes, world.ana.id)
    assert (wishes.rhythm, wishes.weekday, wishes.hour) == (rhythm, 6, 18)
    assert wishes.next_at is not None and clock.now() < wishes.next_at < clock.now() + timedelta(days=40)


def test_who_gets_no_letter_is_not_offered_to_read_it_there(world, browse):
    visitor = browse()
    visitor.send(path_for(world.ana, LETTER), {"way": "never"})
    assert "In my letter instead" not in visitor.page(path_for(world.ana)).words


def test_who_gets_no_letter_is_not_told_that_something_waits_for_it(world, browse):
    visitor = browse()
    visitor.send(path_for(world.ana), {"way": "letter"})
    visitor.send(path_for(world.ana, LETTER), {"way": "never"})
    page = visitor.page(path_for(world.ana))
    assert "waits for your letter" not in page.words and "You find it on the site" in page.words
    visitor.send(path_for(world.ana), {"way": "now"})
    assert "No more mails of this kind?" in visitor.page(path_for(world.ana)).words


# --- whose link it is ----------------------------------------------------------------------------------------


def test_a_broken_link_is_answered_kindly_and_changes_nothing(world, browse, program):
    broken = path_for(world.ana)[:-3]
    page = browse().page(broken, status=404)
    assert "This link does not work" in page.words and "Nothing has changed" in page.words
    assert program(broken).status_code == 404
    assert not ways(world.ana)


def test_a_link_for_another_purpose_does_not_work(world, program):
    other = tokens.sign("catchups.met", [world.ana.id, tokens.mark(world.ana.email), TOPIC])
    assert program(f"/notifications/off/{other}").status_code == 404
    assert not ways(world.ana)


def test_the_link_of_an_old_mail_is_heard_after_years_and_another_password(world, program):
    with time_machine.travel("2020-01-01"):
        old = path_for(world.ana)
    accounts.set_password(world.ana, "another long password")
    assert program(old).status_code == 200
    assert ways(world.ana) == {TOPIC: "never"}


def test_an_address_given_up_says_nothing_about_the_new_one(world, browse, program):
    ana = world.ana
    old = path_for(ana)
    ana.email = "ana.new@example.org"
    assert "No mails come to this address" in browse().page(old).words
    assert program(old).status_code == 200
    browse().send(old, {"way": "never"})
    assert not ways(ana)


@pytest.mark.parametrize("standing", ["suspended", "quiet"])
def test_it_works_for_whoever_is_suspended_or_quiet(world, browse, program, standing):
    world.ana.standing = standing
    assert "We write to you when" in browse().page(path_for(world.ana)).words
    assert program(path_for(world.ana)).status_code == 200
    assert ways(world.ana) == {TOPIC: "never"}


def test_for_who_has_left_there_is_nothing_to_do(world, browse, program):
    path = path_for(world.lou)
    assert "there is nothing to do" in browse().page(path).words
    assert program(path).status_code == 200
    assert not ways(world.lou)


def test_a_kind_of_mail_that_is_no_more_is_answered_kindly(world, browse, program):
    path = path_for(world.ana, "kudos.given")
    assert "This kind of mail is no more" in browse().page(path).words
    assert program(path).status_code == 200
    assert not ways(world.ana)


@pytest.mark.parametrize("topic", ["accounts", "circles.safety"])
def test_what_concerns_an_account_cannot_be_ended(world, program, topic):
    program(path_for(world.ana, topic))
    assert not ways(world.ana)


def test_a_link_can_be_used_more_often_than_anybody_does_but_not_endlessly(limited):
    with transaction():
        ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
        database.session.add(ana)
        database.session.flush()
        paths = [f"/notifications/off/{off_token(ana, topic)}" for topic in (TOPIC, "circles.news")]
    client = limited.test_client()
    answers = [client.post(paths[0], data=ONE_CLICK).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert client.post(paths[1], data=ONE_CLICK).status_code == 200  # another link, from the same place
