"""What mentorships tell the other rooms: profiles, why you two, who is related, and the way in."""

import pytest
from sqlalchemy import select

from community.accounts.models import Person
from community.alumni.actions import begin_profile
from community.alumni.fields import KEYS
from community.core import joining as core_joining
from community.core.audiences import is_related
from community.core.extensions import db as database
from community.core.policy import can
from community.mentorships import actions, joining, queries, relations
from community.mentorships.models import PAIR, Mentorship
from community.mentorships.panels import on_profile
from community.mentorships.permissions import SEE_MENTORSHIP, visible_to


@pytest.fixture
def varied(world, make):
    """Mentorships of every kind of people, in every state."""
    rows = [make.mentorship(getattr(world, one), getattr(world, two)) for one, two in (
        ("mia", "pau"), ("mia", "bea"), ("mia", "ina"), ("mia", "sam"), ("ana", "lin"), ("bea", "lin"), ("lou", "pau"), ("pau", "ana"),
    )]  # fmt: skip
    rows[0].disputed_by_id = world.pau.id
    rows[4].mentor_audience = PAIR
    rows[7].coachee_audience = PAIR
    database.session.flush()
    return rows


def test_the_predicate_and_its_sql_twin_agree_for_everybody(world, varied):
    rows = database.session.scalars(select(Mentorship)).all()
    for actor in [None, *world.everyone.values()]:
        by_sql = set(database.session.scalars(select(Mentorship.id).where(visible_to(actor))))
        assert by_sql == {row.id for row in rows if can(actor, SEE_MENTORSHIP, row)}, actor


def test_a_profile_names_the_mentorships_its_reader_may_see(world, make):
    panel = on_profile(world.pau, world.ana)
    assert [line.one.name for line in panel.context["as_coachee"]] == ["Mia Chen 陈"]
    world.mentorship.mentor_audience = PAIR
    database.session.flush()
    assert on_profile(world.pau, world.ana) is None
    assert on_profile(world.ana, world.ana).context["is_own"]
    assert on_profile(world.lin, world.lin) is None


def test_the_profile_page_shows_them_with_who_may_see_them(world, browse):
    assert "Mia Chen 陈" in browse(world.pau).page(f"/members/{world.ana.public_id}").words
    own = browse(world.ana).page(f"/members/{world.ana.public_id}").words
    assert "all members" in own


def test_mentor_and_coachee_are_related_until_one_says_it_was_not_so(world):
    assert is_related(world.ana.id, world.mia.id)
    assert is_related(world.mia.id, world.ana.id)
    assert not is_related(world.ana.id, world.pau.id)
    actions.dispute(world.ana, queries.by_id(world.mentorship.id))
    database.session.flush()
    assert not is_related(world.ana.id, world.mia.id)


def test_why_you_two(world, make):
    make.mentorship(world.mia, world.pau, cohort=world.cohort)
    ids = [person.id for person in database.session.scalars(select(Person))]
    assert {key: str(words) for key, words in relations.reasons(world.ana, ids).items()} == {
        world.mia.id: "Your mentor in 2016",
        world.pau.id: "Same mentor: Mia Chen 陈",
    }
    assert str(relations.reasons(world.mia, ids)[world.ana.id]) == "Your coachee in 2016"
    assert relations.reasons(world.lin, ids) == {}
    assert relations.reasons(world.ana, []) == {}


def test_why_you_two_tells_nothing_that_was_narrowed(world, make):
    made = make.mentorship(world.mia, world.pau, cohort=world.cohort)
    made.mentor_audience = PAIR
    database.session.flush()
    assert world.pau.id not in relations.reasons(world.ana, [world.pau.id])


def test_joining_one_confirms_what_the_roster_says_or_calls_it_wrong(app, world, make):
    right, wrong = make.mentorship(world.mia, world.ina), make.mentorship(world.pau, world.ina)
    with app.test_request_context():
        form = joining.panel.form(world.ina, {}, "mentorships-")
        words = " ".join(str(field.label.text) for field in form)
        assert "Mia Chen 陈 mentored you" in words
        assert "Pau Ferrer mentored you" in words
    with app.test_request_context(
        method="POST",
        data={
            f"mentorships-m_{wrong.public_id}": "wrong",
            f"mentorships-m_{right.public_id}": "right",
            "mentorships-audience": "pair",
        },
    ):
        form = joining.panel.form(world.ina, {}, "mentorships-")
        assert form.validate()
        kept = joining.panel.keep(form)
    assert kept == {"wrong": [wrong.public_id], "audience": "pair"}
    joining.panel.save(world.ina, kept)
    assert wrong.disputed_by_id == world.ina.id
    assert right.disputed_by_id is None
    assert (right.coachee_audience, right.mentor_audience) == ("pair", "members")


def test_who_the_roster_does_not_know_is_asked_nothing(app, world):
    with app.test_request_context():
        assert joining.panel.form(world.lou, {}, "mentorships-") is None


def test_recording_thousands_takes_two_statements(world, make):
    from tests.sql import statements

    cohort = make.cohort()
    people = [make.person(standing="invited") for _ in range(20)]
    entries = [actions.Entry(mentor_id=world.mia.id, coachee_id=person.id, cohort_id=cohort.id) for person in people]
    with statements() as seen:
        actions.record(entries)
    assert len(seen) <= 2


def test_what_a_later_roster_brings_is_for_the_two_until_each_has_been_asked(world, make, browse):
    actions.record([actions.Entry(world.pau.id, world.ana.id, make.cohort(programme="Winter School", name="2019").id)])
    made = database.session.scalars(select(Mentorship).where(Mentorship.mentor_id == world.pau.id)).one()
    profile, path = f"/members/{world.ana.public_id}", f"/mentorships/{made.public_id}"
    for person, words in (
        (world.ana, "Pau Ferrer mentored you: Winter School 2019"),
        (world.pau, "You mentored Ana Ruiz Gómez: Winter School 2019"),
    ):
        assert "Pau Ferrer" not in browse(world.lin).page(profile).words
        browse(world.lin).page(path, status=404)
        home = browse(person).page("/").words
        assert "New in the roster" in home and words in home
        assert "not been asked yet" in browse(person).page(path).words
        browse(person).send(path + "/audience", {"audience": "members"})
        assert "New in the roster" not in browse(person).page("/").words
        assert "not been asked yet" not in browse(person).page(path).words
    assert "Pau Ferrer" in browse(world.lin).page(profile).words


def test_whoever_calls_something_new_wrong_is_not_asked_who_may_see_it(world, make, browse):
    actions.record([actions.Entry(world.pau.id, world.ana.id, make.cohort().id)])
    made = database.session.scalars(select(Mentorship).where(Mentorship.mentor_id == world.pau.id)).one()
    browse(world.ana).send(f"/mentorships/{made.public_id}/dispute")
    for person in (world.ana, world.pau):
        assert "New in the roster" not in browse(person).page("/").words


def test_home_asks_about_twenty_new_ones_in_one_query(world, make, browse):
    from tests.sql import statements

    browser, seen = browse(world.ana, checks=False), []
    for number in (1, 20):
        actions.record([actions.Entry(make.person().id, world.ana.id, world.cohort.id) for _ in range(number)])
        browser.get("/")
        with statements() as few:
            assert "New in the roster" in browser.get("/").text
        seen.append(len(few))
    assert seen[0] == seen[1] <= 6


def test_whoever_said_only_the_two_of_us_need_not_say_it_of_what_a_later_roster_brings(world, make, browse, db):
    world.mentorship.coachee_audience = "pair"
    db.flush()
    actions.record([actions.Entry(world.pau.id, world.ana.id, make.cohort().id)])
    assert "Pau Ferrer" not in browse(world.lin).page(f"/members/{world.ana.public_id}").words
    assert "Pau Ferrer" in browse(world.ana).page("/mentorships").words


@pytest.fixture
def shown_by(world):
    """shown_by(person, audience): a profile whose programme and cohort have that audience."""

    def shown_by(person, audience):
        begin_profile(person, dict.fromkeys(KEYS, "members") | {"cohorts": audience}, "anyone")
        database.session.flush()

    return shown_by


@pytest.mark.parametrize("hides", ["ana", "mia"])
@pytest.mark.parametrize("audience", ["me", "related"])
def test_a_hidden_cohort_is_told_by_no_mentorship(world, browse, shown_by, hides, audience):
    for side in ("ana", "mia"):
        shown_by(getattr(world, side), audience if side == hides else "members")
    path = f"/mentorships/{world.mentorship.public_id}"
    for where in (f"/members/{world.ana.public_id}", f"/members/{world.mia.public_id}", path):
        page = browse(world.lin).page(where)
        panel = page.words if where == path else page.words.split("Mentored", 1)[1].split("Took part in")[0]
        assert "A tide-table reader" in panel
        assert "Summer of Code" not in panel and "2016" not in panel, where
    for person in (world.ana, world.mia):
        assert "Summer of Code" in browse(person).page(path).words
        assert "Summer of Code" in browse(person).page(f"/members/{world.ana.public_id}").words


def test_a_shown_cohort_stands_with_the_mentorship(world, browse, shown_by):
    for person in (world.ana, world.mia):
        shown_by(person, "members")
    path = f"/mentorships/{world.mentorship.public_id}"
    for where in (path, f"/members/{world.ana.public_id}"):
        words = browse(world.lin).page(where).words
        assert "Summer of Code" in words and "2016" in words


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ({"everything": "members"}, "members"),
        ({"everything": "related"}, "pair"),
        ({"everything": "me"}, "pair"),
        ({"everything": "members", "cohorts": "me"}, "pair"),
    ],
)
def test_on_the_way_in_the_past_begins_as_narrow_as_the_privacy(app, world, make, said, begins):
    make.mentorship(world.mia, world.ina)
    step = core_joining.steps()[-1]
    with app.test_request_context():
        before = {"privacy": {"catchups": "anyone", **said}}
        [(_panel, form)] = step.form(world.ina, step.begin(before)).parts
        assert form.audience.data == begins


def test_thirty_mentorships_on_a_profile_cost_what_three_cost(world, make, browse):
    from tests.sql import statements

    browser, seen = browse(world.lin, checks=False), []
    for number in (2, 8):
        for _ in range(number):
            make.mentorship(world.mia, make.person())
        browser.get(f"/members/{world.mia.public_id}")
        with statements() as done:
            assert browser.get(f"/members/{world.mia.public_id}").status_code == 200
        seen.append(len(done))
    assert seen[0] == seen[1], seen
