""" "Would you like to meet again some day?": each says it alone; two yeses are told, and nothing else is, anywhere."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from community.catchups import actions
from community.catchups.links import AGAIN, token_for
from community.core.errors import Conflict, Missing
from community.events import CatchUpAgain
from community.ties.actions import begin as begin_tie
from community.ties.queries import between, contacts_of
from tests.catchups.conftest import FIRST
from tests.catchups.test_threads import as_seen

QUESTION = "Would you like to meet Mia Chen 陈 again some day?"


def path_of(catchup):
    return f"/catchups/{catchup.public_id}"


def contacts(one, other):
    """What counts as contact of the two, newest first."""
    return contacts_of(one, between(one.id, other.id))


@pytest.fixture
def happened(over):
    """happened(one, other): they met."""

    def meet(one, other, **values):
        catchup = over(one, other, **values)
        actions.tell(one, catchup, met=True)
        return catchup

    return meet


@pytest.fixture
def told(monkeypatch):
    """What the action publishes."""
    events = []
    monkeypatch.setattr("community.catchups.actions.again.publish", events.append)
    return events


def test_each_is_asked_after_it_happened_and_not_before(world, browse, over):
    catchup = over(world.ana, world.mia)
    assert QUESTION not in browse(world.ana).page(path_of(catchup)).words
    browse(world.ana).send(f"{path_of(catchup)}/again", {"again": "yes"}, 409)
    actions.tell(world.mia, catchup, met=True)
    assert QUESTION in browse(world.ana).page(path_of(catchup)).words
    assert "Would you like to meet Ana Ruiz Gómez again some day?" in browse(world.mia).page(path_of(catchup)).words


@pytest.mark.parametrize("first", ["ana", "mia"])
def test_two_yeses_are_told_to_both_and_mailed_to_the_first(first, world, browse, happened, told, worker, mails):
    catchup = happened(world.ana, world.mia)
    one, other = (world.ana, world.mia) if first == "ana" else (world.mia, world.ana)
    worker.drain()
    mails.empty()
    for person in (one, other):
        browse(person).send(f"{path_of(catchup)}/again", {"again": "yes"})
    assert told == [CatchUpAgain(catchup.id, (world.ana.id, world.mia.id), FIRST.date())]
    for person in (world.ana, world.mia):
        assert "would both like to" in browse(person).page(path_of(catchup)).words
    worker.drain()
    assert [mail.envelope_to for mail in mails] == [[one.email]]
    for again in (True, False, True):
        actions.say_again(one, catchup, again=again)
    assert len(told) == 1
    worker.drain()
    assert len(list(mails)) == 1


@pytest.mark.parametrize("kind", ["catchup", "messages"])
def test_saying_it_late_moves_no_contact(kind, world, db, happened, worker, clock):
    """What counts as contact is the day they met, or wrote: not the day on which both have said "again"."""
    begin_tie(world.ana.id, world.mia.id, origin="mentorship", on=date(2016, 8, 30))
    if kind == "catchup":
        catchup = happened(world.ana, world.mia)
    else:
        catchup = actions.write_first(world.ana, world.mia, words="How are you?")
        actions.write(world.mia, catchup, words="Well, and you?")
    worker.drain()
    before = contacts(world.ana, world.mia)
    assert [one.kind for one in before] == [kind]
    clock.shift(timedelta(days=20))
    for person in (world.ana, world.mia):
        actions.say_again(person, catchup, again=True)
    worker.drain()
    assert contacts(world.ana, world.mia) == before


def test_it_can_be_changed_until_the_other_s_yes_completes_it(world, browse, happened, told):
    catchup = happened(world.ana, world.mia)
    browse(world.ana).send(f"{path_of(catchup)}/again", {"again": "yes"})
    assert "You said yes" in browse(world.ana).page(path_of(catchup)).words
    browse(world.ana).send(f"{path_of(catchup)}/again", {"again": "no"})
    assert "You said no" in browse(world.ana).page(path_of(catchup)).words
    browse(world.mia).send(f"{path_of(catchup)}/again", {"again": "yes"})
    assert told == []
    actions.say_again(world.ana, catchup, again=True)
    assert len(told) == 1
    browse(world.ana).send(f"{path_of(catchup)}/again", {"again": "no"})
    assert "would both like to" in browse(world.ana).page(path_of(catchup)).words


SAID = {
    "silence": (),
    "no": (False,),
    "yes": (True,),
    "yes, then no": (True, False),
    "no, then yes": (False, True),
}


@pytest.mark.parametrize("mine", [None, False, True])
def test_what_the_other_said_is_seen_nowhere(mine, world, browse, happened, worker, mails, db, clock):
    """Everything Ana can open, byte for byte, and her mail, whatever Mia says (unless both say yes)."""
    catchup = happened(world.ana, world.mia)
    if mine is not None:
        actions.say_again(world.ana, catchup, again=mine)
    worker.drain()
    token = AGAIN.token(world.ana, catchup.id, True)
    met = token_for(world.ana, catchup, met=True)
    paths = (
        path_of(catchup),
        "/catchups",
        "/",
        f"/members/{world.mia.public_id}",
        f"/members/{world.mia.public_id}/message",
    )
    paths += (f"/catchups/again/{token}", f"/catchups/met/{met}")
    browser, seen = browse(world.ana), {}
    for name, answers in SAID.items():
        if mine and True in answers:
            continue
        save = db.begin_nested()
        mails.empty()
        clock.shift(3600)
        for answer in answers:
            actions.say_again(world.mia, catchup, again=answer)
        worker.drain()
        clock.shift(-3600)
        seen[name] = [as_seen(browser.page(path)) for path in paths] + [mail.as_string() for mail in mails]
        seen[name].append(str(db.execute(text("SELECT * FROM catchups")).all()))  # what lists are sorted by
        save.rollback()
        db.expire_all()
    for name, pages in seen.items():
        assert pages == seen["silence"], name


def test_the_row_tells_neither_yes_nor_no(world, happened, db):
    catchup = happened(world.ana, world.mia)
    actions.say_again(world.ana, catchup, again=True)
    actions.say_again(world.mia, catchup, again=False)
    kept = (
        db.execute(text("SELECT answer FROM catchup_wishes WHERE catchup_id = :id"), {"id": catchup.id}).scalars().all()
    )
    assert len({len(answer) for answer in kept}) == 1
    assert not {"1", "0"} & set(kept)


def test_who_said_yes_to_each_other_before_is_not_asked_again(world, browse, happened, told, clock):
    first = happened(world.ana, world.mia)
    for person in (world.ana, world.mia):
        actions.say_again(person, first, again=True)
    second = happened(world.mia, world.ana)
    assert "again some day" not in browse(world.ana).page(path_of(second)).words.replace("again, some day", "")
    with pytest.raises(Conflict):
        actions.say_again(world.ana, second, again=True)
    browse(world.ana).send(f"/catchups/again/{AGAIN.token(world.ana, second.id, True)}")
    assert len(told) == 1


def test_who_did_not_both_say_yes_is_asked_again_another_time(world, browse, happened, told):
    first = happened(world.ana, world.mia)
    actions.say_again(world.ana, first, again=True)
    actions.say_again(world.mia, first, again=False)
    second = happened(world.mia, world.ana)
    assert QUESTION in browse(world.ana).page(path_of(second)).words
    actions.say_again(world.mia, second, again=True)
    assert told == [], "a yes to another one is none to this"


@pytest.mark.parametrize("key", ["pau", "lin", "bea", "mod", "cora"])
def test_nobody_else_says_anything(key, world, browse, happened):
    catchup = happened(world.ana, world.mia)
    assert browse(getattr(world, key)).post(f"{path_of(catchup)}/again", data={"again": "yes"}).status_code == 404
    with pytest.raises(Missing):
        actions.say_again(getattr(world, key), catchup, again=True)


def test_neither_yes_nor_no_is_refused(world, browse, happened):
    browse(world.ana).send(f"{path_of(happened(world.ana, world.mia))}/again", {"again": "maybe"}, 422)


def test_after_an_exchange_of_messages_it_is_said_differently(world, browse, told):
    catchup = actions.write_first(world.ana, world.mia, words="Hello")
    actions.write(world.mia, catchup, words="Hello")
    assert "Would you like to keep in touch with Mia Chen 陈?" in browse(world.ana).page(path_of(catchup)).words
    for person in (world.ana, world.mia):
        actions.say_again(person, catchup, again=True)
    assert len(told) == 1


# --- from the mail, signed out --------------------------------------------------------------------------------------


def test_it_is_asked_after_yes_in_the_mail_and_opening_changes_nothing(world, browse, over, told):
    catchup = over(world.ana, world.mia)
    outcome = f"/catchups/met/{token_for(world.ana, catchup, met=True)}"
    visitor = browse()
    assert QUESTION not in visitor.page(outcome).words
    page = visitor.follow(visitor.send(outcome))
    assert QUESTION in page.words
    ways = [action for method, action in page.forms if "/catchups/again/" in action]
    assert len(ways) == 2
    for way in ways:
        opened = visitor.page(way)
        assert [form for form in opened.forms if form == ("post", way)]
        assert actions_of(catchup) == []
    visitor.send(ways[0])
    done = visitor.page(ways[0])
    assert ("post", ways[0]) not in done.forms
    actions.say_again(world.mia, catchup, again=True)
    assert len(told) == 1
    visitor.send(ways[1])
    assert "You both said yes" in visitor.page(ways[1]).words


def actions_of(catchup):
    from community.catchups.queries import wishes_between

    return list(wishes_between(catchup))


@pytest.mark.parametrize("what", ["other purpose", "broken", "blocked", "suspended", "old"])
def test_a_link_that_is_no_longer_theirs_changes_nothing(what, world, make, browse, happened, db, clock):
    catchup = happened(world.ana, world.mia)
    token = AGAIN.token(world.ana, catchup.id, True)
    if what == "other purpose":
        token = token_for(world.ana, catchup, met=True)
    elif what == "broken":
        token = token[:-2]
    elif what == "blocked":
        make.block(world.mia, world.ana)
    elif what == "suspended":
        world.ana.standing = "suspended"
        db.flush()
    else:
        clock.shift(timedelta(days=61))
    for way in (browse().get, browse().post):
        assert way(f"/catchups/again/{token}").status_code in {400, 403, 404, 410}
    assert actions_of(catchup) == []


def test_the_pages_by_link_speak_the_language_of_no_other(world, browse, happened):
    catchup = happened(world.ana, world.mia)
    page = browse().page(f"/catchups/again/{AGAIN.token(world.ana, catchup.id, False)}")
    assert "Rather not" in page.words
    assert not re.search("Mia[^.]*said", page.words)
