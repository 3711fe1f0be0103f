"""One's own profile: sections, audiences, availability, portrait, the yearly look, and joining."""

from datetime import timedelta

import pytest
import time_machine

from community.accounts.models import Availability
from community.alumni import actions, queries
from community.alumni.fields import KEYS
from community.alumni.forms.sections import SECTION_FORMS
from community.alumni.models import Profile
from community.alumni.permissions import EDIT_PROFILE, SEE_PROFILE, visible_to
from community.core import clock
from community.core.policy import can

ABOUT_ME = {
    "name": "Mia Chen",
    "pronouns": "she/her",
    "headline": "Reader of tides",
    "about": "Hello *there*.",
}
MEMBERS = {f"who_{key}": "members" for key in KEYS}


def test_a_section_is_saved_and_shown(world, tell, browse):
    tell(world.mia)
    browser = browse(world.mia)
    page = browser.follow(browser.send("/members/edit/you", ABOUT_ME | MEMBERS))
    assert "Reader of tides" in page.words
    assert "Saved." in page.words
    assert "Reader of tides" in browse(world.lin).page(f"/members/{world.mia.public_id}").words


def test_on_ones_own_page_stands_what_not_everybody_reads(world, tell, browse):
    tell(world.mia, headline="Reader of tides", who_email="me", who_headline="related")
    page = browse(world.mia).page(f"/members/{world.mia.public_id}").words
    assert "mia@example.org Only me" in page
    assert "Reader of tides People I have a tie or circle with" in page
    assert "Only me" not in browse(world.mia).page("/members/preview?as=related").words
    assert "tie or circle" not in browse(world.ana).page(f"/members/{world.mia.public_id}").words


@pytest.mark.parametrize("section", list(SECTION_FORMS))
def test_beside_every_field_stands_who_can_read_it(world, tell, browse, section):
    tell(world.mia, "related")
    page = browse(world.mia).page(f"/members/edit/{section}")
    selects = [one for one in page.find_all("select") if one.get("name", "").startswith("who_")]
    assert selects
    for select in selects:
        chosen = [option.get("value") for option in select.iter() if option.get("selected") is not None]
        assert chosen == ["related"]


@pytest.mark.parametrize(
    ("section", "typed", "said"),
    [
        ("you", {"name": " "}, "Please tell us your name"),
        ("you", {"headline": "x" * 161}, "longer than 160"),
        (
            "topics",
            {"offers": ", ".join(f"topic {n}" for n in range(13))},
            "the 12 that matter most",
        ),
        ("topics", {"offers": "a topic " * 10}, "is long for a topic"),
        ("contact", {"links": "javascript:alert(1)"}, "not a web address"),
        ("contact", {"links": "https://user:secret@example.org/"}, "not a web address"),
        ("you", {"who_about": "everybody"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_is_lost(world, tell, browse, section, typed, said):
    tell(world.mia, headline="As before")
    form = {
        "you": ABOUT_ME,
        "topics": {"offers": "", "wants": "kept words"},
        "contact": {"contact": "kept words"},
    }[section]
    page = browse(world.mia).send(f"/members/edit/{section}", form | MEMBERS | typed, status=422)
    assert said in page.words
    assert "Please check:" in page.words
    assert "As before" in browse(world.mia).page("/members/edit").words


def test_lists_are_taken_apart_cleaned_and_kept_once(world, tell, db):
    tell(world.mia)
    actions.save_section(
        world.mia,
        {
            "offers": "Sailing; sailing,\n Knots  , ",
            "languages": "Deutsch, german, 日本語, Klingon",
            "links": "example.org/mia\nhttps://example.org/b",
        },
        {},
    )
    profile = queries.own(world.mia)
    assert profile.offers == ["Sailing", "Knots"]
    assert profile.languages == ["de", "ja", "tlh"]
    assert profile.links == ["https://example.org/mia", "https://example.org/b"]


def test_only_the_owner_edits_and_nobody_edits_another(world, tell, browse):
    tell(world.mia)
    profile = queries.own(world.mia)
    assert can(world.mia, EDIT_PROFILE, profile)
    assert not any(can(actor, EDIT_PROFILE, profile) for key, actor in world.everyone.items() if key != "mia")
    browse(world.mia).page("/members/edit/nonsense", status=404)


def test_seeing_is_said_alike_in_python_and_sql(world, tell, db):
    for person in world.everyone.values():
        actions.ensure_profile(person)
    everybody = db.query(Profile).all()
    for actor in [None, *world.everyone.values()]:
        seen = {row.person_id for row in db.query(Profile).filter(visible_to(actor))}
        for profile in everybody:
            person = db.get_one(type(world.mia), profile.person_id)
            visit = type("Row", (), {"person": person})
            assert can(actor, SEE_PROFILE, visit) == (profile.person_id in seen)


def test_all_audiences_on_one_page(world, tell, browse):
    tell(world.mia, headline="Reader of tides")
    browse(world.mia).send("/members/edit/audiences", dict.fromkeys(KEYS, "members") | {"headline": "me"})
    assert "Reader of tides" not in browse(world.lin).page(f"/members/{world.mia.public_id}").words


# --- availability ---------------------------------------------------------------------------------------------

OPEN = {
    "catchups": "anyone",
    "catchups_until": "",
    "catchups_per_month": "4",
    "rounds": "ask",
    "peer_mentoring": "closed",
    "peer_capacity": "1",
}


def test_availability_is_saved_and_said_in_words(world, tell, browse):
    tell(world.mia)
    browser = browse(world.mia)
    browser.send(
        "/members/edit/availability",
        OPEN | {"peer_mentoring": "limited", "peer_capacity": "2", "speaks_to_circles": "y"},
    )
    page = browse(world.lin).page(f"/members/{world.mia.public_id}").words
    assert "Volunteers as a peer mentor" in page
    assert "Glad to speak to a circle" in page
    assert "Ask for a catch-up" in page
    assert "up to 2 people at once" in browser.page("/members/edit").words


def test_who_takes_requests_from_people_they_know_shows_strangers_no_button(world, tell, browse):
    tell(world.mia, catchups="related")
    path = f"/members/{world.mia.public_id}"
    assert "Ask for a catch-up" not in browse(world.lin).page(path).words
    assert "Ask for a catch-up" in browse(world.ana).page(path).words


def test_a_pause_ends_by_itself_and_all_is_as_before(world, tell, browse, db):
    tell(world.mia, catchups="related")
    until = clock.today() + timedelta(days=20)
    browse(world.mia).send(
        "/members/edit/availability",
        OPEN | {"catchups": "not_now", "catchups_until": until.isoformat()},
    )
    availability = db.get_one(Availability, world.mia.id)
    assert availability.catchups_on(until) == "not_now"
    assert availability.catchups_on(until + timedelta(days=1)) == "related"
    assert "Nobody, until" in browse(world.mia).page("/members/edit").words
    with time_machine.travel(clock.now() + timedelta(days=30)):
        page = browse(world.mia).page("/members/edit/availability")
        chosen = [
            one.get("value")
            for one in page.find_all("input")
            if one.get("name") == "catchups" and one.get("checked") is not None
        ]
        assert chosen == ["related"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"catchups": "not_now", "catchups_until": "2020-01-01"}, "That day is over"),
        ({"catchups_per_month": "0"}, "from 1 to 30"),
        ({"catchups_per_month": "many"}, "Not a valid integer"),
        ({"peer_capacity": "11"}, "from 1 to 10"),
        ({"rounds": "perhaps"}, "Not a valid choice"),
    ],
)
def test_impossible_availability_is_refused_at_its_field(world, tell, browse, typed, said):
    tell(world.mia)
    assert said in browse(world.mia).send("/members/edit/availability", OPEN | typed, status=422).words


def test_quiet_people_are_shown_as_quiet_and_cannot_be_asked(world, tell, browse):
    tell(world.mia)
    world.mia.standing = "quiet"
    words = browse(world.lin).page(f"/members/{world.mia.public_id}").words
    assert "quiet time" in words
    assert "Ask for a catch-up" not in words


def test_nobody_is_told_to_ask_who_cannot_be_asked(world, tell, browse):
    tell(world.mia, about="", offers=[], wants=[], learning="")
    page = f"/members/{world.mia.public_id}"
    assert "Ask: most people are glad to be asked." in browse(world.lin).page(page).words
    world.mia.standing = "quiet"
    words = browse(world.lin).page(page).words
    assert " has not told more here." in words and "glad to be asked" not in words
