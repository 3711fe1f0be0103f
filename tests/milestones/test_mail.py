"""Who gets which mail about a milestone, when it is no longer wanted, and what stands in it."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.core import clock as core_clock
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.milestones import actions
from community.notifications.models import Notice
from tests.mail.test_snapshots import part

SECRET = "tidewrack"


@pytest.fixture
def sent(worker, mails):
    """sent() works everything off and gives (kind, address) of every mail about milestones that went out."""

    def drain():
        worker.drain()
        kinds = dict(db.session.execute(db.select(OutgoingMail.message_id, OutgoingMail.kind)).all())
        found = [(kinds[str(one["Message-ID"])], str(one["To"])) for one in mails]
        return sorted(
            (kind.removeprefix("milestones."), re.sub(r".*<|@.*", "", to))
            for kind, to in found
            if kind.startswith("milestones.")
        )

    return drain


def told(world, subject, author=None, approved=False, **values):
    given = {"kind": "promotion", "on": date(2020, 5, 1), "words": SECRET, "audience": "everyone"}
    return actions.tell(author or subject, subject=subject, **(given | values))


def yes(subject, milestone, **values):
    given = {"revision": milestone.revision, "words": milestone.words, "audience": milestone.audience}
    return actions.approve(subject, milestone, **(given | values))


# --- to the mentors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["everyone", "mentorships"])
def test_the_mentors_of_its_subject_hear_of_it_and_nobody_else(world, sent, audience):
    told(world, world.ana, audience=audience)
    assert sent() == [("shared", "mia")]


def test_a_mentor_whom_it_does_not_reach_hears_nothing(world, make, sent):
    make.tie(world.ana, world.lin)
    told(world, world.ana, audience="ties")
    assert sent() == []
    assert not db.session.scalars(db.select(OutgoingMail)).all(), "nor is any promised"


def test_the_coachee_of_its_subject_is_not_a_mentor(world, sent):
    told(world, world.mia)
    assert sent() == []


def test_of_a_former_mentor_and_two_others_each_gets_one(world, make, sent):
    for mentor in (world.pau, world.lin):
        make.mentorship(mentor, world.ana)
    make.mentorship(world.pau, world.ana)
    told(world, world.ana)
    assert sent() == [("shared", "lin"), ("shared", "mia"), ("shared", "pau")]


@pytest.mark.parametrize("what", ["blocked", "suspended", "left", "quiet", "disputed"])
def test_a_mentor_who_is_cut_off_away_or_wants_quiet_hears_nothing(world, make, sent, what):
    if what == "blocked":
        make.block(world.mia, world.ana)
    elif what == "disputed":
        world.mentorship.disputed_by_id = world.mia.id
    else:
        world.mia.standing = what
    told(world, world.ana)
    assert sent() == []
    kept = db.session.scalars(db.select(Notice.person_id).where(Notice.way == "letter")).all()
    assert kept == ([world.mia.id] if what == "quiet" else []), "who wants quiet reads it when they are back"


@pytest.mark.parametrize("what", ["taken back", "narrowed", "opened", "congratulated", "applauded", "blocked"])
def test_a_mail_that_is_no_longer_wanted_is_not_sent(world, make, sent, what):
    milestone = told(world, world.ana)
    if what == "taken back":
        actions.take_back(world.ana, milestone)
    elif what == "narrowed":
        make.tie(world.ana, world.lin)
        actions.set_audience(world.ana, milestone, audience="ties")
    elif what == "opened":
        actions.note_opened(world.mia, milestone)
    elif what == "congratulated":
        actions.congratulate(world.mia, milestone, words="Good.")
    elif what == "applauded":
        actions.applaud(world.mia, milestone)
    elif what == "blocked":
        make.block(world.ana, world.mia)
    assert [mail for mail in sent() if mail[0] == "shared"] == []


def test_eight_in_a_minute_are_one_mail_and_another_persons_is_its_own(world, make, sent):
    make.mentorship(world.mia, world.lin)
    for _number in range(8):
        told(world, world.ana)
    told(world, world.lin)
    assert sent() == [("shared", "mia")] * 2


def test_a_mentor_hears_of_one_person_once_a_day(world, sent):
    with time_machine.travel(core_clock.now(), tick=False) as time:
        told(world, world.ana)
        assert sent() == [("shared", "mia")]
        time.shift(timedelta(hours=23))
        told(world, world.ana)
        assert sent() == [("shared", "mia")]
        time.shift(timedelta(hours=2))
        told(world, world.ana)
        assert sent() == [("shared", "mia")] * 2


def test_what_was_taken_back_does_not_keep_the_next_from_being_told(world, sent):
    first = told(world, world.ana)
    told(world, world.ana)
    actions.take_back(world.ana, first)
    assert sent() == [("shared", "mia")]


@pytest.mark.parametrize("how", ["own", "both say so", "yes"])
def test_mentors_who_could_not_read_it_before_hear_of_it_once_it_reaches_them(world, make, sent, how):
    """mia and pau mentored ana, who shares it with her ties first."""
    make.tie(world.ana, world.lin)
    make.mentorship(world.pau, world.ana)
    if how == "own":
        milestone = told(world, world.ana, audience="ties")
    else:
        milestone = told(world, world.ana, world.mia, audience="ties")
        yes(world.ana, milestone)
    assert [mail for mail in sent() if mail[0] == "shared"] == []
    actions.set_audience(world.ana, milestone, audience="mentorships")
    if how != "own":
        assert [mail for mail in sent() if mail[0] == "shared"] == [], "one yes is not enough"
    if how == "both say so":
        actions.set_audience(world.mia, milestone, audience="mentorships")
    elif how == "yes":
        actions.answer_wider(world.mia, milestone, yes=True, audience="mentorships")
    reached = [("shared", "mia"), ("shared", "pau")] if how == "own" else [("shared", "pau")]
    assert [mail for mail in sent() if mail[0] == "shared"] == reached


def test_who_was_told_is_not_told_again_when_more_people_may_read_it(world, make, sent):
    with time_machine.travel(core_clock.now(), tick=False) as time:
        milestone = told(world, world.ana, audience="mentorships")
        assert sent() == [("shared", "mia")]
        time.shift(timedelta(days=3))
        actions.set_audience(world.ana, milestone, audience="everyone")
        assert sent() == [("shared", "mia")]


def test_what_waits_or_was_declined_is_told_to_its_subject_alone(world, sent):
    declined = told(world, world.ana, world.pau)
    told(world, world.ana, world.pau)
    assert sent() == [("waits", "ana"), ("waits", "ana")]
    actions.decline(world.ana, declined)
    assert sent() == [("waits", "ana"), ("waits", "ana")]


def test_with_the_yes_the_mentors_hear_of_it_but_not_the_one_who_told_it(world, make, sent):
    make.mentorship(world.pau, world.ana)
    yes(world.ana, told(world, world.ana, world.mia))
    assert sent() == [("shared", "pau")]


@pytest.mark.parametrize("what", ["declined", "taken back", "approved", "blocked", "author left"])
def test_the_subject_is_not_asked_about_what_waits_no_more(world, make, sent, what):
    milestone = told(world, world.ana, world.pau, audience="mentorships")
    if what == "declined":
        actions.decline(world.ana, milestone)
    elif what == "taken back":
        actions.take_back(world.pau, milestone)
    elif what == "approved":
        yes(world.ana, milestone)
    elif what == "blocked":
        make.block(world.ana, world.pau)
    else:
        accounts.leave(world.pau)
    assert [mail for mail in sent() if mail[0] == "waits"] == []


# --- congratulations and thanks -------------------------------------------------------------------------------


def test_the_subject_gets_one_mail_until_they_have_looked(world, make, sent):
    with time_machine.travel(core_clock.now(), tick=False) as time:
        milestone = told(world, world.pau)
        sent()
        make.congratulation(world.lin, milestone)
        assert sent() == [("congratulated", "pau")]
        time.shift(timedelta(hours=1))
        make.congratulation(world.ana, milestone)
        assert sent() == [("congratulated", "pau")]
        actions.note_opened(world.pau, milestone)
        time.shift(timedelta(minutes=1))
        make.congratulation(world.mia, milestone)
        assert sent() == [("congratulated", "pau")] * 2


def test_two_at_once_are_one_mail(world, make, sent):
    milestone = told(world, world.pau)
    make.congratulation(world.lin, milestone)
    make.congratulation(world.ana, milestone)
    assert sent() == [("congratulated", "pau")]


def test_another_milestone_has_a_mail_of_its_own(world, make, sent):
    for _number in range(2):
        make.congratulation(world.lin, told(world, world.pau))
    assert sent() == [("congratulated", "pau")] * 2


def test_applause_is_quiet(world, sent):
    actions.applaud(world.lin, told(world, world.pau))
    assert sent() == []


@pytest.mark.parametrize("what", ["seen", "words taken back", "blocked", "milestone taken back"])
def test_the_subject_hears_nothing_of_what_they_saw_or_is_gone(world, make, sent, what):
    milestone = told(world, world.pau)
    said = make.congratulation(world.lin, milestone)
    if what == "seen":
        actions.note_opened(world.pau, milestone)
    elif what == "words taken back":
        actions.take_words_back(world.lin, said)
    elif what == "blocked":
        make.block(world.pau, world.lin)
    else:
        actions.take_back(world.pau, milestone)
    assert sent() == []


def test_whoever_is_thanked_hears_of_it_once(world, make, sent):
    said = make.congratulation(world.lin, told(world, world.pau))
    actions.thank(world.pau, said, words=SECRET, openly=False)
    actions.thank(world.pau, said, words=SECRET + "!", openly=True)
    assert ("thanked", "lin") in sent() and sent().count(("thanked", "lin")) == 1


@pytest.mark.parametrize("what", ["taken back", "seen", "blocked"])
def test_thanks_that_are_gone_or_seen_are_not_mailed(world, make, sent, what):
    milestone = told(world, world.pau)
    said = make.congratulation(world.lin, milestone)
    actions.thank(world.pau, said, words=SECRET, openly=False)
    if what == "taken back":
        actions.take_thanks_back(world.pau, said)
    elif what == "seen":
        actions.note_opened(world.lin, milestone)
    else:
        make.block(world.lin, world.pau)
    assert ("thanked", "lin") not in sent()


def test_no_mail_holds_a_word_of_it(world, make, sent, mails):
    milestone = told(world, world.ana)
    told(world, world.ana, world.pau)
    actions.thank(world.ana, make.congratulation(world.lin, milestone, SECRET), words=SECRET, openly=True)
    assert {kind for kind, _to in sent()} == {"shared", "waits", "congratulated", "thanked"}
    for mail in mails:
        assert SECRET not in mail.as_string() + part(mail, "plain") + part(mail, "html")


def test_the_link_of_a_mentors_mail_congratulates_once_and_opening_it_changes_nothing(world, sent, mails, browse, db):
    milestone = told(world, world.ana)
    sent()
    link = re.search(r"http://localhost(/milestones/by-mail/\S+)", part(mails.to("mia@example.org")[0], "plain"))[1]
    visitor = browse()
    for _look in range(2):
        assert SECRET in visitor.page(link).text
    assert milestone.id and not db.execute(db_count()).scalar()
    visitor.send(link, {"words": "Well done, Ana."})
    visitor.post(link, data={"words": "Well done again."})
    assert db.execute(db_count()).scalar() == 1


def db_count():
    from sqlalchemy import func, select

    from community.milestones.models import Congratulation

    return select(func.count()).select_from(Congratulation)
