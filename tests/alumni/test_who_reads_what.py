"""Each field, each audience, each relation: on the page, on the card, in search, in the filters, and in the reasons."""

from urllib.parse import quote

import pytest

from community.accounts.models import Programme
from community.alumni.fields import KEYS
from community.core.audiences import Audience

# Field -> (what its owner types, what can be read of it)
TOLD = {
    "pronouns": ("zey/zem", "zey/zem"),
    "headline": ("Keeper of lighthouses", "Keeper of lighthouses"),
    "about": ("I walk along harbours.", "walk along harbours"),
    "place": ("Reykjavik, Iceland", "Reykjavik"),
    "languages": ("Icelandic", "Icelandic"),
    "offers": ("Beekeeping", "Beekeeping"),
    "wants": ("Saxophone", "Saxophone"),
    "learning": ("Slowly and twice", "Slowly and twice"),
    "contact": ("By pigeon", "By pigeon"),
    "links": ("https://example.org/mia", "example.org/mia"),
}
ON_CARDS = ("pronouns", "headline", "place")
SEARCHED = {
    "headline": "lighthouses",
    "about": "harbours",
    "place": "reykjavik",
    "languages": "icelandic",
    "offers": "beekeeping",
    "wants": "saxophone",
    "learning": "slowly",
}
FILTERED = {"place": "iceland", "languages": "is", "offers": "beekeeping", "wants": "saxophone"}
PARAMETER = {"languages": "language"}

# mia's audiences as seen by her coachee, by somebody unrelated, and by herself.


def lists(page, person):
    """Whether the directory shows somebody on this page."""
    return f'/members/{person.public_id}"' in page.text


READERS = [
    ("ana", {"members", "related"}),
    ("lin", {"members"}),
    ("mia", {"members", "related", "me"}),
]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(("reader", "audiences"), READERS)
def test_a_field_is_read_by_its_audience_and_by_nobody_else(world, tell, browse, reader, audiences, audience):
    mia = world.mia
    tell(mia, audience, **{key: typed for key, (typed, _) in TOLD.items()})
    tell(world.ana), tell(world.lin)
    browser = browse(getattr(world, reader))
    readable = audience in audiences
    page = browser.page(f"/members/{mia.public_id}").words
    cards = browser.page("/members").words
    for key, (_, read) in TOLD.items():
        assert (read in page) == readable, f"{key} on the page of a {reader}"
        if key in ON_CARDS:
            assert (read in cards) == readable, f"{key} on a card"
    for key, word in SEARCHED.items():
        found = lists(browser.page(f"/members?q={word}"), mia)
        # What is for oneself alone is not even in the index.
        assert found == (readable and audience != "me"), f"{key} by search"
    for key, value in FILTERED.items():
        found = lists(browser.page(f"/members?{PARAMETER.get(key, key)}={value}"), mia)
        assert found == readable, f"{key} by filter"


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(("reader", "audiences"), READERS)
def test_cohorts_work_zone_and_address_obey_their_audience(world, db, tell, browse, reader, audiences, audience):
    programme = db.get_one(Programme, world.cohort.programme_id)
    mia = world.mia
    tell(mia, audience, work_role="Cartographer", work_field="Cartography")
    browser = browse(getattr(world, reader))
    page = browser.page(f"/members/{mia.public_id}").text
    readable = audience in audiences
    assert ("Cartographer" in page) == readable
    assert (f"cohort={world.cohort.public_id}" in page) == readable
    assert ("New York time" in page) == readable
    assert (f"mailto:{mia.email}" in page) == readable
    for query in (
        "field=cartography",
        f"cohort={world.cohort.public_id}",
        f"programme={programme.public_id}",
    ):
        assert lists(browser.page(f"/members?{query}"), mia) == readable
    for word in ("cartographer", quote(mia.email)):
        assert lists(browser.page(f"/members?q={word}"), mia) == (readable and audience != "me")


def test_values_nobody_shows_to_all_are_no_choice_in_the_filters(world, tell, browse):
    tell(world.mia, "related", offers="Beekeeping")
    tell(world.pau, "me", offers="Falconry")
    tell(world.cora, offers="Juggling")
    for reader in (world.lin, world.ana):
        choices = browse(reader).page("/members?filters=open").text
        assert "Juggling" in choices
        assert "Beekeeping" not in choices
        assert "Falconry" not in choices


def test_a_value_only_somebody_blocked_shows_is_no_choice(world, tell, browse):
    tell(world.bea, offers="Beekeeping", place="Brno")
    assert "Beekeeping" in browse(world.lin).page("/members?filters=open").text
    page = browse(world.ana).page("/members?filters=open").text
    assert "Beekeeping" not in page
    assert "Brno" not in page


def test_what_is_hidden_gives_no_reason(world, tell, browse):
    tell(world.lin, wants="Beekeeping", place="Lima")
    tell(world.mia, "related", offers="Beekeeping", place="Lima")
    for path in ("/members", f"/members/{world.mia.public_id}"):
        words = browse(world.lin).page(path).words
        assert "as you wished" not in words
        assert "Both of you are in Lima" not in words


def test_a_reason_from_a_field_of_ones_own_that_nobody_else_sees_is_told_to_oneself(world, tell, browse):
    tell(world.lin, "me", wants="Beekeeping")
    tell(world.mia, offers="beekeeping")
    assert "Can help with beekeeping, as you wished" in browse(world.lin).page(f"/members/{world.mia.public_id}").words
    assert "Beekeeping" not in browse(world.mia).page(f"/members/{world.lin.public_id}").words


def test_why_two_people_fit_is_said_on_card_and_page(world, tell, browse):
    tell(world.ana, wants="Grant writing", offers="Sailing")
    tell(world.pau, offers="grant Writing", wants="Sailing")
    for path in ("/members", f"/members/{world.pau.public_id}"):
        words = browse(world.ana).page(path).words
        assert "Can help with grant Writing, as you wished" in words
    page = browse(world.ana).page(f"/members/{world.pau.public_id}").words
    assert "Both of you were in Summer of Code · 2016" in page
    assert "Same mentor" not in page
    assert "Your mentor in 2016" in browse(world.ana).page(f"/members/{world.mia.public_id}").words


def test_a_topic_is_a_reason_once(world, tell, browse):
    tell(world.ana, wants="Sailing", offers="Sailing, Maps")
    tell(world.pau, offers="Sailing, Maps")
    words = browse(world.ana).page(f"/members/{world.pau.public_id}").words
    assert "Can help with Sailing, as you wished" in words
    assert "Both of you care about Maps" in words


def test_narrowing_a_field_holds_at_once_everywhere(world, tell, browse):
    mia = world.mia
    tell(mia, offers="Beekeeping", headline="Lighthouse keeper")
    reader = browse(world.lin)
    assert lists(reader.page("/members?q=lighthouse"), mia)
    browse(mia).send("/members/edit/audiences", dict.fromkeys(KEYS, "me"))
    for path in ("/members?q=lighthouse", "/members?offers=beekeeping", "/members?q=beekeeping"):
        assert not lists(reader.page(path), mia)
    everything = reader.page("/members?filters=open").text + reader.page(f"/members/{mia.public_id}").text
    assert "Lighthouse keeper" not in everything
    assert "eekeeping" not in everything


def test_what_somebody_would_rather_not_be_asked_about_finds_nobody_and_is_not_on_the_page(world, tell, browse):
    tell(world.mia, dont_ask="My divorce")
    assert not lists(browse(world.lin).page("/members?q=divorce"), world.mia)
    assert "divorce" not in browse(world.lin).page(f"/members/{world.mia.public_id}").words


@pytest.mark.parametrize(
    ("audience", "reader", "told"),
    [
        ("members", "lin", True),
        ("related", "lin", False),
        ("related", "ana", True),
        ("me", "ana", False),
    ],
)
def test_before_asking_one_reads_what_one_may(world, tell, audience, reader, told):
    from community.alumni.panels import before_asking

    tell(world.mia, audience, dont_ask="My divorce", contact="By pigeon")
    panel = before_asking(getattr(world, reader), world.mia)
    assert (panel is not None) == told
    if panel:
        assert panel.context["told"]["dont_ask"] == "My divorce"


@pytest.mark.parametrize(("seen_by", "audiences"), [("members", {"members"}), ("related", {"members", "related"})])
@pytest.mark.parametrize("audience", list(Audience))
def test_the_preview_shows_what_others_see(world, tell, browse, seen_by, audiences, audience):
    tell(world.mia, audience, headline="Lighthouse keeper", offers="Beekeeping")
    words = browse(world.mia).page(f"/members/preview?as={seen_by}").words
    for read in ("Lighthouse keeper", "Beekeeping", "Summer of Code"):
        assert (read in words) == (audience in audiences)


@pytest.mark.parametrize("gone", ["sam", "ina", "lou", "bea"])
def test_who_is_not_here_or_blocked_is_nowhere(world, tell, browse, gone):
    person = getattr(world, gone)
    tell(person, offers="Beekeeping", headline="Lighthouse keeper")
    reader = browse(world.ana)
    reader.page(f"/members/{person.public_id}", status=404)
    reader.page(f"/members/{person.public_id}/portrait", status=404)
    for query in ("", "?q=lighthouse", "?offers=beekeeping", f"?q={quote(person.name)}"):
        assert person.public_id not in reader.page(f"/members{query}").text


def test_a_block_works_both_ways(world, tell, browse):
    tell(world.ana), tell(world.bea)
    browse(world.bea).page(f"/members/{world.ana.public_id}", status=404)
    assert not lists(browse(world.bea).page("/members"), world.ana)


def test_without_having_been_asked_nobody_reads_anything(world, make, browse, worker):
    from community.alumni import actions

    newcomer = make.person(name="Newcomer", pronouns="they/them")
    make.participation(newcomer, world.cohort)
    actions.ensure_profile(newcomer)
    page = browse(world.pau).page(f"/members/{newcomer.public_id}").text
    assert "they/them" not in page
    assert world.cohort.public_id not in page
    assert newcomer.email not in page
