"""The pages of ties as each reader finds them: the list, one tie, what is for oneself alone, and what strangers get."""

from datetime import date, timedelta

import pytest

from community.core import clock
from community.ties import actions, queries
from community.ties.models import Contact, TieSide


@pytest.fixture
def tie(world, make) -> TieSide:
    """Ana's side of a tie with Mia, of long ago."""
    return make.tie(world.ana, world.mia, on=date(2016, 8, 30))


def path_of(side: TieSide) -> str:
    return f"/ties/{side.tie.public_id}"


def days_ago(number: int) -> date:
    return clock.today() - timedelta(days=number)


# --- the list -------------------------------------------------------------------------------------------------


def test_whoever_has_no_tie_reads_how_ties_begin(world, browse):
    page = browse(world.lin).page("/ties")
    assert "Nobody here yet" in page.words
    assert "a mentorship that has ended" in page.words
    assert "/members" in page.links


def test_the_list_says_kindly_how_things_stand(world, make, browse, tie):
    pau = make.tie(world.ana, world.pau, on=days_ago(2), origin="hand")
    actions.tell(world.ana, pau, on=days_ago(1))
    page = browse(world.ana).page("/ties")
    assert "Mia Chen 陈" in page.words
    assert "Your mentorship ended in August 2016." in page.words
    assert "You were in touch yesterday." in page.words
    for word in ("overdue", "too late", "should have"):
        assert word not in page.words.lower()


def test_my_rhythm_stands_beside_a_person_and_theirs_does_not(world, make, browse, tie):
    actions.set_wishes(world.ana, tie, rhythm_weeks=13)
    actions.set_wishes(world.mia, make.side(world.mia, tie), rhythm_weeks=52)
    assert "Every three months" in browse(world.ana).page("/ties").words
    assert "Once a year" not in browse(world.ana).page("/ties").words


@pytest.mark.parametrize("state", ["due", "long_ago", "in_touch", "quiet", "resting"])
def test_each_filter_shows_who_belongs_to_it_or_says_why_nobody_does(world, make, browse, state):
    browser = browse(world.ana)
    empty = browser.page(f"/ties?state={state}")
    assert "Pau Ferrer" not in empty.words
    make.tie(world.ana, world.lin, on=days_ago(2))
    assert "/ties" in browser.page("/ties?state=" + ("due" if state != "due" else "resting")).links
    side = make.due(world.ana, world.pau) if state == "due" else make.tie(world.ana, world.pau, on=days_ago(3))
    if state == "long_ago":
        side = make.tie(world.ana, world.mia, on=date(2016, 8, 30))
    elif state == "quiet":
        actions.quiet_until(world.ana, side, until=clock.today() + timedelta(days=30))
    elif state == "resting":
        actions.rest(world.ana, side)
    words = browser.page(f"/ties?state={state}").words
    assert (world.mia.name if state == "long_ago" else "Pau Ferrer") in words


def test_an_unknown_filter_shows_everybody(world, browse, tie):
    assert "Mia Chen" in browse(world.ana).page("/ties?state=nonsense").words


def test_the_list_goes_on_page_by_page(world, make, browse):
    for number in range(23):
        make.tie(world.ana, make.person(name=f"Friend {number:02}"), on=days_ago(number))
    browser = browse(world.ana)
    first = browser.page("/ties")
    following = next(link for link in first.links if "after=" in link)
    second = browser.page("/ties" + following)
    seen = [f"Friend {number:02}" for number in range(23)]
    assert [name in first.words for name in seen] == [True] * 20 + [False] * 3
    assert [name in second.words for name in seen] == [False] * 20 + [True] * 3


# --- one tie --------------------------------------------------------------------------------------------------


def test_a_tie_shows_its_person_what_is_shared_and_the_next_steps(world, browse, tie):
    page = browse(world.ana).page(path_of(tie))
    assert "Mia Chen 陈" in page.words
    assert "Your mentorship ended in August 2016." in page.words
    assert "Summer of Code 2016" in page.words
    for step in ("Ask for a catch-up", "Write", "We talked", "Later", "Let it rest", "Warm up first"):
        assert step in page.words
    assert f"/members/{world.mia.public_id}/catch-up" in page.links


def test_only_the_two_find_the_page_of_a_tie(world, make, browse, tie):
    path = path_of(tie)
    for stranger in (world.pau, world.lin, world.cora, world.mod):
        browse(stranger).page(path, status=404)
        for what in ("wishes", "note", "contacts", "pause", "rest", "return"):
            browse(stranger).send(f"{path}/{what}", status=404)
    browse(world.mia).page(path)
    assert browse().get(path).status_code in {302, 303}
    make.block(world.mia, world.ana)
    for one in (world.ana, world.mia):
        browse(one).page(path, status=404)
        assert "/ties/" + tie.tie.public_id not in browse(one).page("/ties").text


@pytest.mark.parametrize("standing", ["suspended", "left", "invited", "waiting"])
def test_nobody_meets_a_tie_with_somebody_who_is_not_there(world, make, browse, tie, standing):
    world.mia.standing = standing
    browse(world.ana).page(path_of(tie), status=404)
    assert "Mia Chen" not in browse(world.ana).page("/ties").words


def test_the_note_is_for_its_writer_alone_and_says_so(world, browse, tie):
    browser = browse(world.ana)
    browser.send(path_of(tie) + "/note", {"note-note": "<b>bold</b> 🌱 the new flat"})
    page = browser.page(path_of(tie))
    assert "Only you can read this: not Mia Chen 陈, not a coordinator." in page.words
    assert "&lt;b&gt;bold&lt;/b&gt; 🌱 the new flat" in page.text
    for other in (world.mia, world.cora):
        for path in (path_of(tie), "/ties", "/", f"/members/{world.ana.public_id}"):
            assert "the new flat" not in browse(other).get(path).text


def test_wishes_are_for_oneself_alone_and_the_page_says_how_they_count(world, make, browse, tie):
    browser = browse(world.ana)
    page = browser.page(path_of(tie))
    assert "the slower of the two rhythms counts, and nobody is told" in page.words
    sent = {"wishes-rhythm": "13", "wishes-way": "call", "wishes-quiet_times": "not in August"}
    browser.send(path_of(tie) + "/wishes", sent)
    side = make.side(world.ana, tie)
    assert (side.rhythm_weeks, side.channel, side.quiet_times) == (13, "call", "not in August")
    assert make.side(world.mia, tie).rhythm_weeks is None
    browser.send(path_of(tie) + "/wishes", {"wishes-rhythm": "none", "wishes-way": "none"})
    assert make.side(world.ana, tie).rhythm_weeks is None


def test_a_refused_rhythm_changes_nothing_and_keeps_what_was_typed(world, make, browse, tie):
    sent = {"wishes-rhythm": "5", "wishes-way": "call", "wishes-quiet_times": "never on a Monday"}
    page = browse(world.ana).send(path_of(tie) + "/wishes", sent, status=422)
    assert "never on a Monday" in page.text
    assert "Please check:" in page.text
    assert make.side(world.ana, tie).channel is None


def test_we_talked_is_noted_with_its_day_and_a_note_nobody_else_reads(world, browse, tie):
    browse(world.ana).send(
        path_of(tie) + "/contacts", {"talk-on": days_ago(1).isoformat(), "talk-note": "about <i>tides</i>"}
    )
    mine, theirs = (browse(one).page(path_of(tie)) for one in (world.ana, world.mia))
    assert "You were in touch yesterday." in mine.words
    assert "You were in touch yesterday." in theirs.words
    assert "about &lt;i&gt;tides&lt;/i&gt;" in mine.text
    assert "tides" not in theirs.text
    assert "Take back" in mine.words
    assert "Take back" not in theirs.words


@pytest.mark.parametrize("day", ["", "2999-01-01", "1850-01-01", "yesterday"])
def test_a_day_that_cannot_be_is_refused_and_the_note_kept(world, browse, tie, db, day):
    page = browse(world.ana).send(
        path_of(tie) + "/contacts", {"talk-on": day, "talk-note": "all about kites"}, status=422
    )
    assert "all about kites" in page.text
    assert db.query(Contact).count() == 0


def test_what_one_told_can_be_taken_back_by_that_one_alone(world, browse, tie, db):
    contact = actions.tell(world.ana, tie, on=days_ago(1))
    path = f"/ties/contacts/{contact.public_id}/withdrawal"
    for other in (world.mia, world.pau):
        browse(other).send(path, status=404)
    browse(world.ana).send(path)
    browse(world.ana).send(path)
    assert "Your mentorship ended in August 2016." in browse(world.ana).page(path_of(tie)).words


def test_later_puts_it_off_and_can_be_undone(world, make, browse, tie):
    browser, until = browse(world.ana), clock.today() + timedelta(days=40)
    browser.send(path_of(tie) + "/pause", {"later-until": until.isoformat()})
    assert make.side(world.ana, tie).quiet_until == until
    assert "Put off until" in browser.page(path_of(tie)).words
    browser.send(path_of(tie) + "/return")
    assert make.side(world.ana, tie).quiet_until is None


@pytest.mark.parametrize("day", ["", "2016-01-01", "9999-01-01", "soon"])
def test_a_day_that_is_not_ahead_is_refused(world, make, browse, tie, day):
    browse(world.ana).send(path_of(tie) + "/pause", {"later-until": day}, status=422)
    assert make.side(world.ana, tie).quiet_until is None


def test_a_tie_can_rest_and_be_taken_up_again(world, make, browse, tie):
    browser = browse(world.ana)
    browser.send(path_of(tie) + "/rest")
    page = browser.page(path_of(tie))
    assert "It rests, and only you know" in page.words
    assert "Let it rest" not in page.words
    browser.send(path_of(tie) + "/return")
    assert make.side(world.ana, tie).rested_at is None


def test_the_page_of_a_person_who_takes_no_catchups_offers_nothing_that_is_refused(world, browse, tie, db):
    availability = queries.availability_of(world.mia)
    availability.catchups = "not_now"
    db.add(availability)
    page = browse(world.ana).page(path_of(tie))
    assert f"{world.mia.name} takes no new catch-ups for now" in page.words
    for refused in ("catch-up", "message"):
        assert f"/members/{world.mia.public_id}/{refused}" not in page.links
        assert browse(world.ana).page(f"/members/{world.mia.public_id}/{refused}").words.count("is not taking new") == 1


# --- reminders and warming up ---------------------------------------------------------------------------------


def test_the_old_address_of_reminders_leads_to_what_one_wishes_of_mail(world, browse):
    browser = browse(world.ana)
    assert "/settings/mail" in browser.page("/ties").links
    answer = browse().get("/ties/reminders")
    assert (answer.status_code, answer.location) == (301, "/settings/mail")


def test_warming_up_begins_with_two_easy_messages(world, make, browse, tie):
    for person in (world.pau, world.lin):
        actions.tell(world.ana, make.tie(world.ana, person, on=days_ago(30)), on=days_ago(4))
    page = browse(world.ana).page("/ties/warm-up")
    words = page.words
    assert words.index("Pau Ferrer") < words.index("Mia Chen") > words.index("Lin Nguyễn")
    assert "an easy one" in words
    assert "Our time in the programme came to my mind" in words
    assert "people are gladder of it than one expects" in words
    assert f"/members/{world.mia.public_id}/message" in page.links


def test_warming_up_for_somebody_in_particular(world, make, browse, tie):
    other = make.tie(world.ana, world.pau, on=date(2014, 1, 1))
    for side, name in ((tie, "Mia Chen"), (other, "Pau Ferrer")):
        words = browse(world.ana).page(f"/ties/warm-up?to={side.tie.public_id}").words
        assert f"Write to {name}" in words
    stranger = make.tie(world.lin, world.pau)
    assert "Lin" not in browse(world.ana).page(f"/ties/warm-up?to={stranger.tie.public_id}").words


def test_nobody_dormant_nothing_to_warm_up_for(world, browse):
    assert "Nobody is far away" in browse(world.lin).page("/ties/warm-up").words


def test_the_findings_are_told_with_their_sources(world, browse):
    words = browse(world.ana).page("/ties/why").words
    assert "124(4)" in words
    assert "2:34" in words
