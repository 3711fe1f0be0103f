"""Offers on the pages: the question on a profile, the answer from home, the profile and the mail; and what a no shows: nothing."""

from datetime import date

import pytest

from community.ties import actions, queries
from community.ties.links import LATER_LINK, OFFER_LINK, TALKED_LINK, offer_token
from community.ties.models import Tie

ASK = "Would you like to keep in touch with"


def profile_of(person):
    return f"/members/{person.public_id}"


def answer(browser, person, words, status=303):
    return browser.send(f"/members/{person.public_id}/tie-offer/answer", {"answer": words}, status=status)


def ties(db):
    return db.query(Tie).count()


def test_a_profile_asks_whether_one_would_like_to_keep_in_touch(world, browse):
    browser = browse(world.ana)
    assert f"{ASK} Pau Ferrer?" in browser.page(profile_of(world.pau)).words
    assert ASK not in browser.page(profile_of(world.ana)).words
    browser.send(f"{profile_of(world.pau)}/tie-offer")
    page = browser.page(profile_of(world.pau))
    assert "You have asked. If Pau Ferrer would like it too, you will both find each other here." in page.words
    browser.send(f"{profile_of(world.pau)}/tie-offer/withdrawal")
    assert f"{ASK} Pau Ferrer?" in browser.page(profile_of(world.pau)).words


def test_a_profile_leads_to_the_tie_one_has(world, make, browse):
    side = make.tie(world.ana, world.mia)
    page = browse(world.ana).page(profile_of(world.mia))
    assert ASK not in page.words
    assert f"/ties/{side.tie.public_id}" in page.links


def test_a_yes_makes_a_tie_for_both(world, browse, db):
    actions.offer(world.pau, world.ana)
    assert "Pau Ferrer would like to keep in touch with you." in browse(world.ana).page(profile_of(world.pau)).words
    answered = answer(browse(world.ana), world.pau, "yes")
    assert answered.response.location.startswith("/ties/")
    for one, other in ((world.ana, "Pau Ferrer"), (world.pau, "Ana Ruiz")):
        assert other in browse(one).page("/ties").words
    assert ties(db) == 1


def test_both_offering_makes_a_tie_at_once(world, browse, db):
    browse(world.ana).send(f"{profile_of(world.pau)}/tie-offer")
    sent = browse(world.pau).send(f"{profile_of(world.ana)}/tie-offer")
    assert sent.response.location.startswith("/ties/")
    assert ties(db) == 1


def test_who_offered_reads_the_same_whether_it_waits_or_was_answered_no(world, browse, worker, mails):
    browser = browse(world.ana)
    browser.send(f"{profile_of(world.pau)}/tie-offer")
    worker.drain()
    paths = (profile_of(world.pau), "/", "/ties", "/catchups", "/members")
    browser.get("/")
    before = [browser.get(path).text for path in paths]
    sent = len(mails)
    answer(browse(world.pau), world.ana, "no")
    worker.drain()
    assert [plain(browser.get(path).text) for path in paths] == [plain(text) for text in before]
    assert len(mails) == sent


def plain(text: str) -> str:
    """Without what differs on every fetch."""
    import re

    return re.sub(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"', "", text)


def test_nobody_answers_an_offer_they_did_not_get(world, browse, db):
    actions.offer(world.pau, world.ana)
    answer(browse(world.lin), world.pau, "yes", status=409)
    answer(browse(world.ana), world.pau, "perhaps", status=422)
    answer(browse(world.bea), world.ana, "yes", status=404)
    assert ties(db) == 0


@pytest.mark.parametrize("absent", ["sam", "ina", "lou", "bea"])
def test_nobody_offers_to_somebody_who_is_not_there_for_them(world, browse, absent):
    person = getattr(world, absent)
    browse(world.ana).send(f"{profile_of(person)}/tie-offer", status=404)


# --- from the mail --------------------------------------------------------------------------------------------


@pytest.fixture
def links(world):
    actions.offer(world.pau, world.ana)
    return {yes: f"/ties/offers/by-mail/{offer_token(world.ana, world.pau.id, yes=yes)}" for yes in (True, False)}


def test_opening_the_link_changes_nothing_and_the_button_says_it(world, browse, links, db):
    stranger = browse()
    for _ in range(3):
        assert "Keep in touch with Pau Ferrer?" in stranger.page(links[True]).words
    assert ties(db) == 0
    stranger.send(links[True])
    assert "You keep in touch" in stranger.page(links[True]).words
    stranger.send(links[True])
    stranger.send(links[False])
    assert ties(db) == 1
    assert "You keep in touch" in stranger.page(links[False]).words


def test_a_no_from_the_mail_is_kept_and_can_be_changed_by_the_other_link(world, browse, links, db):
    stranger = browse()
    assert "Pau Ferrer is not told" in stranger.page(links[False]).words
    for _ in range(2):
        stranger.send(links[False])
        assert "It is noted, and there is nothing more to do." in stranger.page(links[False]).words
    assert ties(db) == 0
    assert "Keep in touch with Pau Ferrer?" in stranger.page(links[True]).words
    stranger.send(links[True])
    assert ties(db) == 1


def test_once_a_tie_has_begun_in_another_way_nothing_is_asked_any_more(world, browse, links, db):
    actions.begin(world.ana.id, world.pau.id, origin="mentorship", on=date(2016, 8, 30))
    ana = browse(world.ana)
    for path in ("/", "/ties", profile_of(world.pau)):
        assert "Would you like to keep in touch?" not in ana.page(path).words
    assert queries.open_offers_by(world.pau) == 0
    for link in links.values():
        browse().send(link)
        assert "You keep in touch" in browse().page(link).words


def test_a_link_of_an_offer_taken_back_says_kindly_that_nothing_is_to_do(world, browse, links, db):
    actions.take_back_offer(world.pau, world.ana)
    assert "nothing more to do" in browse().page(links[True]).words
    browse().send(links[True])
    assert ties(db) == 0


@pytest.mark.parametrize("what", ["block", "suspended", "left"])
def test_links_do_nothing_any_more_across_a_block_or_for_who_has_gone(world, make, browse, links, db, what):
    if what == "block":
        make.block(world.pau, world.ana)
    else:
        world.ana.standing = what
    for link in links.values():
        browse().page(link, status=404)
        browse().send(link, status=404)
    assert ties(db) == 0


# --- from a reminder ------------------------------------------------------------------------------------------


@pytest.fixture
def side(world, make):
    return make.due(world.ana, world.mia)


@pytest.fixture
def reminder(world, side):
    about = (side.tie.public_id, side.last_on.isoformat())
    return {
        "talked": f"/ties/talked/by-mail/{TALKED_LINK.token(world.ana, *about)}",
        "later": f"/ties/later/by-mail/{LATER_LINK.token(world.ana, *about)}",
    }


def test_we_talked_from_the_mail_counts_once(world, make, browse, side, reminder):
    stranger, before = browse(), side.last_on
    assert "Have you talked with Mia Chen" in stranger.page(reminder["talked"]).words
    assert make.side(world.ana, side).last_on == before
    stranger.send(reminder["talked"])
    assert "It is noted that you and Mia Chen 陈 were in touch" in stranger.page(reminder["talked"]).words
    stranger.send(reminder["talked"])
    assert len(queries.contacts_of(world.ana, make.side(world.ana, side))) == 1
    stranger.send(reminder["later"])
    assert make.side(world.ana, side).quiet_until is None
    assert "have been in touch meanwhile" in stranger.page(reminder["later"]).words


def test_later_from_the_mail_puts_it_off_and_tells_nobody(world, make, browse, side, reminder):
    stranger = browse()
    assert "Mia Chen 陈 is not told" in stranger.page(reminder["later"]).words
    assert make.side(world.ana, side).quiet_until is None
    stranger.send(reminder["later"])
    until = make.side(world.ana, side).quiet_until
    assert until is not None
    assert "You will not be reminded of Mia Chen" in stranger.page(reminder["later"]).words
    stranger.send(reminder["later"])
    assert make.side(world.ana, side).quiet_until == until


@pytest.mark.parametrize("what", ["block", "suspended", "left"])
def test_reminder_links_end_kindly_across_a_block_or_for_who_has_gone(world, make, browse, side, reminder, what):
    if what == "block":
        make.block(world.mia, world.ana)
    else:
        world.ana.standing = what
    for link in reminder.values():
        browse().page(link, status=404)
        browse().send(link, status=404)


def test_a_token_of_another_purpose_opens_nothing(world, browse, side):
    offer = OFFER_LINK.token(world.ana, world.pau.id, True)
    talked = TALKED_LINK.token(world.ana, side.tie.public_id, side.last_on.isoformat())
    for path in (f"/ties/talked/by-mail/{offer}", f"/ties/later/by-mail/{talked}", f"/ties/offers/by-mail/{talked}"):
        browse().page(path, status=404)
        browse().send(path, status=404)
