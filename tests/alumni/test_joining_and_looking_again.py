"""The first step of joining, who comes and goes, and the yearly look."""

from datetime import timedelta

import time_machine

from community.accounts import actions as accounts
from community.accounts.models import Availability
from community.alumni import actions, queries
from community.alumni.fields import KEYS
from community.alumni.models import Facet, Profile
from community.core import clock, joining
from community.events import PersonJoined, PersonLeft


def test_after_a_year_home_and_one_mail_ask_whether_it_is_still_me(world, tell, browse, worker, mails, db):
    tell(world.mia, headline="Reader of tides")
    with time_machine.travel(clock.now() + timedelta(days=366)):
        worker.job("alumni.check"), worker.job("alumni.check")
        worker.drain()
        asked = [mail for mail in mails if "mia@example.org" in str(mail)]
        assert len(asked) == 1
        assert "Reader of tides" not in str(asked[0])
        browser = browse(world.mia)
        page = browser.page("/members/check")
        assert "Reader of tides" in page.words
        browser.follow(browser.send("/members/check"))
        assert db.get_one(Profile, world.mia.id, populate_existing=True).checked_on == clock.today()
        worker.job("alumni.check")
        worker.drain()
        assert len([mail for mail in mails if "mia@example.org" in str(mail)]) == 1


def test_who_has_looked_meanwhile_gets_no_mail(world, tell, worker, mails, db):
    tell(world.mia)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        worker.job("alumni.check")
        actions.confirm_still_me(world.mia)
        worker.drain()
        assert not [mail for mail in mails if "mia@example.org" in str(mail)]


def test_home_asks_newcomers_for_a_first_word_and_everybody_once_a_year(world, tell, db):
    from community.alumni.panels import at_home

    tell(world.mia)
    assert at_home(world.mia).template == "alumni/panels/empty.html"
    actions.save_section(world.mia, {"headline": "Reader of tides"}, {})
    assert at_home(world.mia) is None
    queries.own(world.mia).checked_on = clock.today(world.mia.time_zone) - timedelta(days=365)
    assert at_home(world.mia).template == "alumni/panels/check.html"


# --- joining and leaving --------------------------------------------------------------------------------------


def test_joining_asks_first_who_may_see_what_and_the_directory_knows_at_once(world, browse, db, app):
    step = joining.steps()[0]
    assert (step.name, step.order) == ("privacy", 10)
    with app.test_request_context():
        kept = step.keep(step.form(world.ina, {}))
        step.save(world.ina, kept | {"everything": "related", "catchups": "related", "about": "me"})
    profile = queries.own(world.ina)
    assert profile.audience_of("headline") == "related"
    assert profile.audience_of("about") == "me"
    assert profile.audience_of("email") == "me"
    assert db.get_one(Availability, world.ina.id).catchups == "related"
    world.ina.standing = "active"
    assert world.ina.name in browse(world.lin).page("/members").words
    assert world.ina.name in browse(world.lin).page("/members?q=sorensen").words


def test_joining_without_touching_anything_shows_all_members_everything_but_the_address(world, app):
    step = joining.steps()[0]
    with app.test_request_context():
        kept = step.keep(step.form(world.ina, {}))
        step.save(world.ina, {"everything": kept["everything"]})
    profile = queries.own(world.ina)
    assert {profile.audience_of(key) for key in KEYS if key != "email"} == {"members"}
    assert profile.audience_of("email") == "me"


def test_whoever_joined_some_other_way_has_a_profile_and_whoever_left_is_in_no_index(world, make, db, tell):
    from community.alumni.subscribers import person_joined, standing_changed

    person = make.person()
    person_joined(PersonJoined(person.id)), person_joined(PersonJoined(person.id))
    assert db.get_one(Profile, person.id).audience_of("about") == "me"
    tell(person, offers="Weaving")
    person.standing = "left"
    standing_changed(PersonLeft(person.id))
    assert not db.query(Facet).filter_by(person_id=person.id).count()


def test_a_cohort_from_a_later_roster_is_found_after_the_import(world, make, tell, browse, db):
    from community.alumni.subscribers import mentorships_imported
    from community.events import MentorshipsImported

    person, cohort = make.person(), make.cohort("Night School")
    tell(person)
    make.participation(person, cohort)
    mentorships_imported(MentorshipsImported(1))
    assert person.name in browse(world.lin).page(f"/members?cohort={cohort.public_id}").words


def test_what_asks_whether_it_is_still_them_outlives_a_quiet_time(world, tell, worker):
    """It came before; in the quiet time each inbox is asked again and again whether what it says is still to be said."""
    tell(world.mia)
    with time_machine.travel(clock.now() + timedelta(days=366), tick=False) as moment:

        def settle():
            for _ in range(6):
                worker.job("notifications.settle")
                worker.drain()
                moment.shift(timedelta(hours=1))

        worker.job("alumni.check")
        worker.drain()
        accounts.go_quiet(world.mia, until=clock.today() + timedelta(days=9))
        settle()
        assert world.mia.unread_notices == 1
        actions.confirm_still_me(world.mia)
        settle()
        assert world.mia.unread_notices == 0


def test_in_a_quiet_time_nobody_is_asked_whether_it_is_still_them(world, tell, worker, mails, db):
    tell(world.mia)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        world.mia.standing = "quiet"
        worker.job("alumni.check")
        worker.drain()
        assert not [mail for mail in mails if "mia@example.org" in str(mail)]
        world.mia.standing = "active"
        worker.job("alumni.check")
        worker.drain()
        assert [mail for mail in mails if "mia@example.org" in str(mail)], "afterwards they are"
