"""The demo community: it builds, it is believable, it can be signed in to, and it never stands in production."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import func, or_, select

from community import create_app
from community.accounts.models import Person
from community.catchups.models import STATES, AgainWish, CatchUp, CatchUpMessage, IntroductionSide
from community.core import clock
from community.core.extensions import db
from community.demo.community import PASSWORD
from community.demo.guard import DemoInProduction
from community.demo.names import SPECIAL, invent
from community.milestones.models import AUDIENCES, KINDS, Congratulation, Milestone
from community.milestones.queries import lately_for
from community.milestones.queries.feed import Wanted, feed
from community.notifications.models import Notice
from tests.browser import Browser


def person_of(email: str) -> Person:
    return db.session.execute(select(Person).where(Person.email == email)).scalar_one()


def home_of(app, person: Person) -> str:
    """What home says to somebody; their request finds no other transaction open."""
    browser = Browser.of(app, person)
    db.session.remove()
    return browser.page("/").words


def counted(app, *where) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Person).where(*where)).scalar_one()


def test_it_says_how_to_sign_in_and_everybody_can(demo_app, inside):
    for email in SPECIAL:
        assert email in demo_app.said
        answer = Browser.of(demo_app).post("/login", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 303 and answer.location == "/"


def test_it_has_people_of_every_standing_and_catchups_in_every_state(demo_app):
    assert counted(demo_app) == 160
    for standing in ("active", "quiet", "invited", "suspended", "left"):
        assert counted(demo_app, Person.standing == standing) >= 1, standing
    with demo_app.app_context():
        assert set(db.session.execute(select(CatchUp.state).distinct()).scalars()) == set(STATES)


def test_the_alumna_finds_everything_one_can_say_in_a_catch_up(demo_app, inside):
    ana = db.session.execute(select(Person).where(Person.email == "alumna@demo.example")).scalar_one()
    hers = or_(CatchUp.asker_id == ana.id, CatchUp.asked_id == ana.id)
    exchanged = select(CatchUp.id).where(hers, CatchUp.kind == "messages", CatchUp.state == "happened")
    assert db.session.scalars(exchanged).all()
    weighed = select(CatchUp.id).where(CatchUp.turn_id == ana.id, CatchUp.if_need_be)
    assert db.session.scalars(weighed).all()
    suggested = select(CatchUp.suggested_id).where(CatchUp.asker_id == ana.id)
    assert len([one for one in db.session.scalars(suggested) if one]) == 1
    said = db.session.execute(select(CatchUpMessage.author_id, CatchUpMessage.read_at)).all()
    assert len(said) >= 8 and [read for author, read in said if author != ana.id].count(None) == 1
    wishes = db.session.scalars(select(AgainWish.mutual_on).where(AgainWish.person_id == ana.id)).all()
    assert len(wishes) == 2 and wishes.count(None) == 1
    sides = select(IntroductionSide.wants).where(IntroductionSide.person_id == ana.id)
    told = sides.where(IntroductionSide.shown_until.is_not(None)).order_by(IntroductionSide.introduced_at)
    assert db.session.scalars(told).all() == [True, None]
    browser = Browser.of(demo_app, ana)
    db.session.rollback()
    home = browser.page("/").words
    assert "wrote to you" in home and "could do it if need be" in home
    assert "asked you to ask again after" in home and "would enjoy meeting" in home
    for link in {one for one in browser.page("/catchups").links if one.startswith("/catchups/")}:
        browser.page(link)


def test_it_has_sixty_milestones_of_every_kind_and_audience_and_people_who_are_glad(demo_app, inside):
    told = db.session.execute(select(Milestone.kind, Milestone.audience, Milestone.state, Milestone.picture)).all()
    assert len(told) == 60 and {one.kind for one in told} == set(KINDS)
    assert {one.audience for one in told} == set(AUDIENCES)
    assert {one.state for one in told} == {"waiting", "declined", "shared"}
    assert len([one for one in told if one.picture]) == 3
    assert len(db.session.scalars(select(Congratulation.id).where(Congratulation.kind == "words")).all()) >= 50
    assert set(
        db.session.scalars(select(Congratulation.thanks_openly).where(Congratulation.thanked_at.is_not(None)))
    ) == {
        True,
        False,
    }


def test_the_people_of_the_alumna_have_news_and_milestones_to_congratulate(demo_app, inside):
    ana = person_of("alumna@demo.example")
    month = clock.now() - timedelta(days=30)
    of_others = [row for row in feed(ana, Wanted()).items if ana.id not in (row.author_id, row.subject_id)]
    assert len(of_others) >= 8 and len({row.subject_id for row in of_others}) >= 6
    fresh = [row for row in lately_for(ana, month) if row.is_new]
    seen = [row for row in lately_for(ana, month) if row.to_congratulate and not row.is_new]
    assert len(fresh) >= 3 and len(seen) >= 2
    assert "Your people’s news" in home_of(demo_app, ana)


@pytest.mark.parametrize(("reader", "coachee"), [("mentor", "peer"), ("peer", "mentor")])
def test_her_mentor_and_her_peer_have_somebody_to_congratulate_at_once(demo_app, inside, reader, coachee):
    """The newest of each other: the mentor's coachee, the coachee's mentor."""
    person, other = person_of(f"{reader}@demo.example"), person_of(f"{coachee}@demo.example")
    found = lately_for(person, clock.now() - timedelta(days=30))
    assert [row for row in found if row.is_new and row.to_congratulate and row.subject_id == other.id]
    name = other.name
    assert f"{name} had a small win" in home_of(demo_app, person)


@pytest.mark.parametrize("email", SPECIAL)
def test_everybody_one_signs_in_as_finds_some_news_of_the_past_weeks_and_not_all_of_it_read(demo_app, email):
    with demo_app.app_context():
        person = person_of(email)
        told = db.session.scalars(select(Notice).where(Notice.person_id == person.id)).all()
        assert 1 <= len(told) <= 30
        assert 1 <= sum(notice.is_unread for notice in told) == person.unread_notices <= 5
        assert all(notice.created_at < clock.now() for notice in told)
        if len(told) > 10:
            assert max(clock.now() - notice.created_at for notice in told) > timedelta(days=14)


def test_its_pages_are_as_well_made_as_all_others(demo_app, inside):
    ana = db.session.execute(select(Person).where(Person.email == "alumna@demo.example")).scalar_one()
    browser, own = Browser.of(demo_app, ana), f"/members/{ana.public_id}"
    db.session.rollback()  # reading would keep the requests from writing
    for path in (
        "/",
        "/members",
        "/catchups",
        "/mentorships",
        "/milestones",
        "/milestones?of=everyone",
        own,
        "/demo/mail",
    ):
        browser.page(path)
    listed = browser.page("/demo/mail").words
    assert "Did you meet " in listed and listed.count(" more things") >= 1, "and a letter"
    mail = next(link for link in browser.page("/demo/mail").links if link.startswith("/demo/mail/"))
    browser.page(mail)
    browser.checks = False  # a mail brings its style along
    drawn = browser.open(f"{mail}/drawn")
    assert "<h1" in drawn.text and "script-src" not in drawn.headers["Content-Security-Policy"]
    assert "default-src 'none'" in drawn.headers["Content-Security-Policy"], "and nothing else"
    browser.checks = True
    browser.page("/demo/mail/..%2Fcommunity/drawn", status=404)
    browser.page("/demo/mail/..%2Fcommunity", status=404)


def test_a_second_time_it_changes_nothing(demo_app):
    before = counted(demo_app)
    assert demo_app.test_cli_runner().invoke(args=["demo", "--if-empty"]).exit_code == 0
    refused = demo_app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1 and "already" in refused.output
    assert counted(demo_app) == before


def test_a_production_start_with_demo_accounts_is_refused(demo_app):
    settings = dataclasses.replace(demo_app.extensions["settings"], production=True, demo=False)
    with pytest.raises(DemoInProduction, match=r"coordinator@demo\.example"):
        create_app(settings)


def test_without_demo_mode_there_is_neither_demo_nor_its_mail(app, browse):
    refused = app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1 and "DEMO=1" in refused.output
    browse().page("/demo/mail", status=404)


def test_the_invented_people_are_always_the_same_and_mostly_differ():
    assert invent(200) == invent(200)
    assert len({one.name for one in invent(200)}) == 200
