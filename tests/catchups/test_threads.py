"""The thread of a catch-up: the two write and read, nobody else; and when it is open to whom."""

import re
from datetime import timedelta

import pytest

from community.catchups import actions, queries
from community.catchups.models import CatchUpMessage
from community.core import clock as core_clock
from community.core.errors import Conflict, Invalid, Missing
from community.core.text import clean_text
from tests.catchups.conftest import FIRST, NOW
from tests.postbox import text_of
from tests.sql import statements


def path_of(catchup):
    return f"/catchups/{catchup.public_id}"


def write(browser, catchup, words="Shall I bring the map?", status=303):
    return browser.send(f"{path_of(catchup)}/messages", {"words": words}, status)


def as_seen(page):
    """The page without what is new each time it is fetched."""
    return re.sub(r'(csrf_token" value="|nonce(?:="|-))[^"\']+', "", page.text)


def said(page):
    return [line.text for line in page.find_all("div") if "said-text" in (line.get("class") or "")]


def test_the_two_write_to_each_other_newest_last(world, browse, agreed, clock):
    catchup = agreed(world.ana, world.mia)
    write(browse(world.ana), catchup, "Shall I bring the map?")
    clock.shift(60)
    write(browse(world.mia), catchup, "Yes, please.")
    for reader in (world.ana, world.mia):
        words = browse(reader).page(path_of(catchup)).words
        assert words.index("Shall I bring the map?") < words.index("Yes, please.")


def test_the_page_says_who_can_read_it_before_one_types(world, browse, agreed):
    text = browse(world.ana).page(path_of(agreed(world.ana, world.mia))).text
    assert text.index("Only you and Mia Chen 陈 can read this.") < text.index('name="words"')


@pytest.mark.parametrize("key", ["pau", "lin", "bea", "mod", "cora"])
def test_nobody_else_reads_or_writes(key, world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    message = actions.write(world.ana, catchup, words="For Mia alone")
    stranger = getattr(world, key)
    browse(stranger).page(path_of(catchup), 404)
    for path in (
        f"{path_of(catchup)}/messages",
        f"{path_of(catchup)}/messages/{message.public_id}",
        f"{path_of(catchup)}/messages/{message.public_id}/removal",
    ):
        assert browse(stranger).post(path, data={"words": "Me too"}).status_code == 404
    with pytest.raises(Missing):
        actions.write(stranger, catchup, words="Me too")


def test_after_a_block_or_a_suspension_the_thread_is_gone(world, make, browse, agreed, db):
    catchup = agreed(world.ana, world.mia)
    actions.write(world.ana, catchup, words="Before")
    make.block(world.mia, world.ana)
    for person in (world.ana, world.mia):
        browse(person).page(path_of(catchup), 404)
        with pytest.raises(Missing):
            actions.write(person, catchup, words="After")
    other = agreed(world.ana, world.pau)
    world.pau.standing = "suspended"
    db.flush()
    browse(world.ana).page(path_of(other), 404)
    with pytest.raises(Missing):
        actions.write(world.pau, other, words="After")


# --- when ---------------------------------------------------------------------------------------------------------


def test_while_it_is_only_asked_the_asked_writes_first(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    assert 'name="words"' not in browse(world.ana).page(path_of(catchup)).text
    write(browse(world.ana), catchup, "And another thing", 409)
    write(browse(world.mia), catchup, "What would you like to talk about?")
    assert catchup.state == "asked", "writing back is no yes to a coffee"
    write(browse(world.ana), catchup, "About the sea.")
    write(browse(world.ana), catchup, "And about boats.")
    assert said(browse(world.mia).page(path_of(catchup)))[-1] == "And about boats."


def test_what_has_ended_can_be_read_and_not_added_to(world, browse, asked, clock):
    endings = {
        "declined": lambda catchup: actions.say_not_now(world.mia, catchup),
        "withdrawn": lambda catchup: actions.withdraw(world.ana, catchup),
        "lapsed": lambda catchup: actions.lapse(catchup.id, core_clock.now() + timedelta(days=15)),
    }
    for state, end in endings.items():
        catchup = asked(world.ana, world.mia)
        actions.write(world.mia, catchup, words=f"A question before {state}")
        end(catchup)
        assert catchup.state == state
        for person in (world.ana, world.mia):
            page = browse(person).page(path_of(catchup))
            assert said(page) == [f"A question before {state}"]
            assert "Nobody can add to it any more" in page.words
            assert ("post", f"{path_of(catchup)}/messages") not in page.forms
            write(browse(person), catchup, "Too late", 409)
            write(browse(person), catchup, "", 409)


def test_what_was_agreed_stays_open_whatever_becomes_of_it(world, browse, agreed, over):
    cancelled = agreed(world.ana, world.mia)
    actions.cancel(world.mia, cancelled)
    write(browse(world.ana), cancelled, "A pity.")
    happened, missed = over(world.ana, world.pau), over(world.ana, world.lin)
    actions.tell(world.ana, happened, met=True)
    for person in (world.ana, world.lin):
        actions.tell(person, missed, met=False)
    for catchup, other in ((happened, world.pau), (missed, world.lin)):
        write(browse(other), catchup, "Until next time")
        assert said(browse(world.ana).page(path_of(catchup))) == ["Until next time"]


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Дорогая Миа, давно не виделись",
        "مرحبا، كيف حالك؟",
        "お元気ですか 🙂👩🏽‍💻",
        "<script>alert(1)</script> & <b>bold</b> {{ 7 * 7 }}",
        "one\n\ntwo\r\nthree",
        "Donaudampfschifffahrtsgesellschaft" * 100,
        "see https://example.org/<b>?a=1&b=2",
        "x" * 4000,
    ],
)
def test_words_come_back_as_they_were_written_and_never_as_markup(words, world, browse, agreed, db):
    catchup = agreed(world.ana, world.mia)
    write(browse(world.ana), catchup, words)
    assert queries.newest_message(catchup.id).words == clean_text(words)
    page = browse(world.mia).page(path_of(catchup))
    if "://" not in words:
        assert said(page) == [clean_text(words)]
    assert "<b>bold" not in page.text and "alert(1)</script>" not in page.text


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b", "y" * 4001])
def test_no_words_and_too_many_are_refused_on_the_page_and_kept(words, world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    page = write(browse(world.ana), catchup, words, 422)
    assert "There is something to correct" in page.words
    assert words.strip("\u200b \n") in page.text
    assert queries.newest_message(catchup.id) is None
    with pytest.raises(Invalid):
        actions.write(world.ana, catchup, words=words)


def test_a_second_click_is_no_second_message(world, browse, agreed, clock, db):
    catchup = agreed(world.ana, world.mia)
    for _click in range(3):
        write(browse(world.ana), catchup, "Hello")
    assert db.query(CatchUpMessage).count() == 1
    clock.shift(3600)
    write(browse(world.ana), catchup, "Hello")
    assert db.query(CatchUpMessage).count() == 2


# --- changed, taken back --------------------------------------------------------------------------------------------


def test_one_s_own_words_can_be_changed_for_an_hour_and_the_other_sees_that(world, browse, agreed, clock):
    catchup = agreed(world.ana, world.mia)
    message = actions.write(world.ana, catchup, words="At five?")
    path = f"{path_of(catchup)}/messages/{message.public_id}"
    assert "At five?" in browse(world.ana).page(path).text
    browse(world.ana).send(path, {"words": "At six?"})
    page = browse(world.mia).page(path_of(catchup))
    assert said(page) == ["At six?"]
    assert "· changed" in page.words
    browse(world.ana).send(path, {"words": ""}, 422)
    clock.shift(3601)
    assert 'name="words"' not in browse(world.ana).page(path).text
    browse(world.ana).send(path, {"words": "At seven?"}, 409)
    assert message.words == "At six?"


def test_what_is_saved_unchanged_is_not_marked(world, agreed):
    message = actions.write(world.ana, agreed(world.ana, world.mia), words="At five?")
    assert actions.edit_message(world.ana, message, words=" At five? ").edited_at is None


def test_one_s_own_words_can_be_taken_back_at_any_time_and_are_gone(world, browse, agreed, clock, db):
    catchup = agreed(world.ana, world.mia)
    message = actions.write(world.ana, catchup, words="I should not have said this")
    clock.shift(7 * 24 * 3600)
    path = f"{path_of(catchup)}/messages/{message.public_id}"
    for _twice in range(2):
        browse(world.ana).send(f"{path}/removal")
    assert message.words == ""
    page = browse(world.mia).page(path_of(catchup))
    assert "I should not" not in page.text
    assert "taken back" in page.words
    browse(world.ana).page(path, 409)
    browse(world.ana).send(path, {"words": "Again"}, 409)


def test_nobody_changes_the_words_of_the_other(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    message = actions.write(world.ana, catchup, words="Mine")
    path = f"{path_of(catchup)}/messages/{message.public_id}"
    browse(world.mia).page(path, 403)
    browse(world.mia).send(path, {"words": "Yours"}, 403)
    browse(world.mia).send(f"{path}/removal", status=403)
    for action, values in ((actions.edit_message, {"words": "Yours"}), (actions.take_message_back, {})):
        with pytest.raises(Missing):
            action(world.mia, message, **values)
    assert message.words == "Mine"


def test_in_a_closed_thread_words_can_be_taken_back_but_not_changed(world, asked):
    catchup = asked(world.ana, world.mia)
    message = actions.write(world.mia, catchup, words="Why?")
    actions.say_not_now(world.mia, catchup)
    with pytest.raises(Conflict):
        actions.edit_message(world.mia, message, words="Why not?")
    assert actions.take_message_back(world.mia, message).words == ""


def test_a_message_is_reached_through_its_own_catch_up_only(world, browse, agreed):
    here, there = agreed(world.ana, world.mia), agreed(world.ana, world.pau)
    message = actions.write(world.ana, here, words="Here")
    browse(world.ana).page(f"{path_of(there)}/messages/{message.public_id}", 404)


# --- long ones, and what is new -------------------------------------------------------------------------------------


def many(catchup, world, db, number):
    two = (world.ana.id, world.mia.id)
    db.add_all(
        CatchUpMessage(catchup_id=catchup.id, author_id=two[one % 2], words=f"number {one}.") for one in range(number)
    )
    db.flush()


def test_two_thousand_messages_are_read_page_by_page_and_each_once(world, browse, agreed, db):
    catchup = agreed(world.ana, world.mia)
    many(catchup, world, db, 2005)
    browser, path, seen, sizes = browse(world.ana, checks=False), path_of(catchup), [], set()
    while path:
        page = browser.page(path)
        found = said(page)
        sizes.add(len(found))
        seen = found + seen
        path = next((path_of(catchup) + link for link in page.links if link.startswith("?earlier=")), None)
    assert seen == [f"number {one}." for one in range(2005)]
    assert max(sizes) == 30


def test_a_page_costs_the_same_whatever_was_written(world, browse, agreed, db):
    catchup = agreed(world.ana, world.mia)
    browser, path = browse(world.ana, checks=False), path_of(catchup)

    def count():
        browser.page(path)
        with statements() as seen:
            browser.page(path)
        return seen

    few = count()
    many(catchup, world, db, 500)
    assert len(count()) == len(few) <= 6, "\n".join(few)


def test_reading_is_noted_when_the_reader_opens_the_page(world, browse, agreed, db):
    catchup = agreed(world.ana, world.mia)
    message = actions.write(world.ana, catchup, words="Hello")
    assert "Ana Ruiz Gómez wrote to you" in browse(world.mia).page("/catchups").words
    browse().page(path_of(catchup), 303)
    browse(world.ana).page(path_of(catchup))
    browse(world.mia, checks=False).head(path_of(catchup))
    db.refresh(message)
    assert message.read_at is None, "only the reader, by opening the page"
    assert " new" in browse(world.mia).page(path_of(catchup)).words
    db.refresh(message)
    assert message.read_at == NOW
    assert "wrote to you" not in browse(world.mia).page("/catchups").words
    with statements() as seen:
        browse(world.mia).page(path_of(catchup))
    assert not [one for one in seen if one.startswith("UPDATE catchup_messages")], "noted once"


def test_whoever_wrote_cannot_see_whether_it_was_read(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    actions.write(world.ana, catchup, words="Hello")
    before = as_seen(browse(world.ana).page(path_of(catchup)))
    browse(world.mia).page(path_of(catchup))
    assert as_seen(browse(world.ana).page(path_of(catchup))) == before


def test_what_is_written_changes_nothing_but_the_thread(world, agreed):
    catchup = agreed(world.ana, world.mia)
    before = (catchup.state, catchup.starts_at, catchup.sequence, catchup.turn_id, catchup.nudge_at)
    actions.write(world.mia, catchup, words="Hello")
    assert (catchup.state, catchup.starts_at, catchup.sequence, catchup.turn_id, catchup.nudge_at) == before
    assert catchup.starts_at == FIRST


def test_a_message_is_nowhere_called_a_request(world, browse, worker, mails):
    exchange = actions.write_first(world.ana, world.mia, words="How are you?")
    worker.drain()
    path = f"/catchups/{exchange.public_id}"
    assert "Your message waits for a word back" in browse(world.ana).page(path).words
    for reader in (world.ana, world.mia):
        for page in (path, "/", "/catchups"):
            assert "request" not in browse(reader).page(page).words.lower()
    assert "request" not in text_of(mails.to("mia@example.org")[0])
    browse(world.ana).send(f"{path}/withdrawal")
    assert "The message was taken back" in browse(world.ana).page(path).words
