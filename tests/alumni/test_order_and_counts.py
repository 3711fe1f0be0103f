"""What the directory keeps about everybody: their order, counted values, the index; and how often it asks."""

from community.accounts.models import Availability
from community.alumni import actions, queries
from community.alumni.models import FacetValue, Profile
from community.alumni.queries.directory import Wanted
from community.core import clock
from tests.alumni.test_directory import names
from tests.sql import statements


def test_a_page_of_many_asks_as_often_as_a_page_of_few(world, make, tell, browse):
    def asked(path):
        browser = browse(world.ana, checks=False)
        with statements() as seen:
            browser.page(path)
        return len(seen)

    for person in [make.person() for _ in range(3)]:
        tell(person, place="Quito", offers="Weaving", wants="Sailing")
    tell(world.ana, wants="Weaving")
    asked("/members")  # the first visit of the day is noted
    few = {
        path: asked(path) for path in ("/members", "/members?filters=open", "/members?place=quito", "/members?q=quito")
    }
    for person in [make.person() for _ in range(27)]:
        tell(person, place="Quito", offers="Weaving", wants="Sailing")
    for path, count in few.items():
        assert asked(path) == count
        assert count <= 6


def test_new_volunteers_come_first_and_the_overasked_last(world, make, tell, monkeypatch):
    from sqlalchemy import literal, select

    from community.core import registry

    swamped, plain, volunteer = (
        make.person(name="Swamped"),
        make.person(name="Plain"),
        make.person(name="Volunteer"),
    )
    for person in (swamped, plain, volunteer):
        tell(person)
    availability = actions.Choices("anyone", None, 4, "ask", "open", 1, False)
    actions.set_availability(volunteer, availability)
    asked = select(literal(swamped.id).label("person_id"), literal(9).label("asked"))
    monkeypatch.setattr(registry.of_app(), "requests_received", [lambda since: asked])
    actions.rank_again()
    rows = queries.people(world.lin, Wanted(), {}, clock.today(), None)
    order = [row.name for row in rows if row.name in {"Swamped", "Plain", "Volunteer"}]
    assert order == ["Volunteer", "Plain", "Swamped"]


def test_who_is_open_to_people_they_know_ranks_like_who_is_not_open_at_all(make, tell, db):
    """The order must not tell strangers which of the two somebody chose."""
    first, second = make.person(), make.person()
    tell(first, catchups="related"), tell(second, catchups="not_now")
    actions.rank_again()
    ranks = [
        db.get_one(Profile, person.id, populate_existing=True).directory_rank // 100_000 for person in (first, second)
    ]
    assert ranks[0] == ranks[1]


def test_values_are_counted_once_whatever_happens(make, tell, db, world):
    def count():
        row = db.get(FacetValue, ("offers", "weaving"), populate_existing=True)
        return row.people if row else 0

    first, second = make.person(), make.person()
    tell(first, offers="Weaving, weaving, WEAVING"), tell(second, offers="weaving")
    assert count() == 2
    actions.save_section(first, {"offers": "Weaving"}, {"offers": "related"})
    assert count() == 1
    actions.reindex_person(second.id), actions.reindex_person(second.id)
    assert count() == 1
    second.standing = "suspended"
    actions.reindex_person(second.id)
    assert count() == 0
    second.standing = "active"
    actions.reindex_person(second.id)
    assert count() == 1
    actions.count_values()
    assert count() == 1


def test_the_night_puts_everything_in_order(worker, make, tell, db):
    person = make.person()
    tell(person, offers="Weaving")
    db.query(FacetValue).delete()
    db.get_one(Profile, person.id).directory_rank = 1
    worker.job("alumni.order")
    assert db.get_one(FacetValue, ("offers", "weaving")).people == 1
    assert db.get_one(Profile, person.id, populate_existing=True).directory_rank > 1


def test_reindexing_gives_what_the_actions_gave(world, make, tell, browse, app, db):
    from community.alumni.bulk import entries_of_everybody
    from community.core import search

    tell(world.mia, offers="Beekeeping", who_offers="related")
    tell(world.pau, headline="Lighthouse")
    search.rebuild("person", list(entries_of_everybody()))
    assert names(browse(world.lin).page("/members?q=lighthouse")) == [world.pau.name]
    assert names(browse(world.lin).page("/members?q=beekeeping")) == []
    assert names(browse(world.ana).page("/members?q=beekeeping")) == [world.mia.name]


def test_availability_has_its_defaults_before_anything_was_said(db):
    assert Availability().takes_catchups_from(False, clock.today())


def test_a_shared_mentor_is_said_before_a_shared_topic(world, make, tell, browse):
    other = make.person()
    make.mentorship(world.mia, other, cohort=make.cohort())
    tell(other, offers="Weaving, Sailing", wants="Knots", place="Quito")
    tell(world.ana, wants="Weaving", offers="Knots", place="Quito")
    card = next(
        one
        for one in browse(world.ana).page("/members").find_all("li")
        if other.public_id in str([a.get("href") for a in one.iter()])
    )
    said = " ".join("".join(card.itertext()).split())
    assert "Same mentor" in said
    assert "Can help with Weaving" in said
    assert "Both of you are in Quito" not in said
