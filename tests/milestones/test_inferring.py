"""What nobody can conclude: from a number, a choice, a name, a mail that comes or does not."""

from datetime import date

import pytest

from community.alumni.actions import ensure_profile
from community.core.errors import Conflict, Invalid
from community.events import Congratulated
from community.milestones import actions, mail, queries, subscribers


def told(author, subject, **values):
    given = {"kind": "project", "on": date(2020, 5, 1), "words": "The tide tables are out.", "audience": "everyone"}
    return actions.tell(author, subject=subject, **(given | values))


def numbers(actor, subject):
    return {one.value: one.people for one in queries.reach(actor, subject)}


def test_the_numbers_of_people_do_not_tell_whom_somebody_blocks(world, make):
    before = numbers(world.pau, world.ana)
    make.block(world.ana, world.lin)
    make.block(world.mia, world.ana)
    assert numbers(world.pau, world.ana) == before
    assert before["everyone"] == numbers(world.pau, world.mia)["everyone"]
    make.block(world.lin, world.pau)  # whom pau does not see, pau does not count
    assert numbers(world.pau, world.ana)["everyone"] == before["everyone"] - 1


def test_a_cohort_somebody_hides_is_no_choice_for_others(world, db):
    cohort, profile = f"cohort:{world.cohort.public_id}", ensure_profile(world.ana)
    profile.audiences = profile.audiences | {"cohorts": "members"}
    db.flush()
    assert cohort in numbers(world.pau, world.ana)
    profile.audiences = profile.audiences | {"cohorts": "me"}
    db.flush()
    assert cohort not in numbers(world.pau, world.ana)
    assert cohort in numbers(world.ana, world.ana)
    with pytest.raises(Invalid):
        told(world.pau, world.ana, audience="cohort", which=world.cohort.public_id)


def test_the_cohort_its_subject_chose_is_not_named_to_an_author_from_whom_it_is_hidden(world, make, browse, db):
    cohort = make.cohort("Winter School", "1999")
    make.participation(world.ana, cohort)
    milestone = make.milestone(world.ana, world.pau, approved=False)
    actions.approve(world.ana, milestone, revision=1, words="Yes.", audience="cohort", which=cohort.public_id)
    ensure_profile(world.ana).audiences = {"cohorts": "me"}
    db.flush()
    path = f"/milestones/{milestone.public_id}"
    assert "Winter School" in browse(world.ana).page(path).words
    for page in ("", "/audience"):
        words = browse(world.pau).page(path + page).words
        assert "A cohort of Ana Ruiz Gómez" in words and "Winter School" not in words


@pytest.mark.parametrize("standing", ["left", "suspended"])
def test_the_wish_of_an_author_who_is_away_names_nobody(world, make, browse, db, standing):
    milestone = make.milestone(world.ana, world.pau, audience="mentorships")
    actions.set_audience(world.pau, milestone, audience="everyone")
    ana = browse(world.ana)
    paths = ("/", "/milestones", *(f"/milestones/{milestone.public_id}{page}" for page in ("", "/audience", "/edit")))
    assert "Pau Ferrer would like" in ana.page(f"/milestones/{milestone.public_id}").words
    world.pau.standing = standing
    db.flush()
    for path in paths:
        page = ana.page(path)
        assert "Pau" not in page.words and "would like" not in page.words, path


def test_taking_back_and_telling_again_is_no_way_to_send_many_mails(world, worker, mails):
    for _ in range(3):
        milestone = told(world.lin, world.ana)
        worker.drain()
        actions.take_back(world.lin, milestone)
    with pytest.raises(Conflict):
        told(world.lin, world.ana)
    assert len(mails) == 3


def test_a_mail_that_was_not_sent_does_not_silence_the_next(world, make, worker, mails):
    milestone = make.milestone(world.ana, audience="everyone")
    said = actions.congratulate(world.pau, milestone, words="Well done!")
    subscribers.tell_the_subject(Congratulated(said.id, milestone.id, world.pau.id, world.ana.id, date(2020, 5, 2)))
    actions.take_words_back(world.pau, said)
    worker.drain()
    actions.congratulate(world.lin, milestone, words="How did it begin?")
    worker.drain()
    to_ana = [str(one["Subject"]) for one in mails if "ana@" in str(one["To"])]
    assert to_ana == ["Lin Nguyễn congratulates you"]


@pytest.mark.parametrize("revision", ["9" * 5_000, "-1", "²", ""])
def test_a_version_that_never_was_is_refused_and_its_subject_reads_again(world, make, browse, revision):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    form = {"revision": revision, "words": "Yes.", "audience": "everyone"}
    answer = browse(world.ana, checks=False).post(f"/milestones/{milestone.public_id}/approval", data=form)
    assert answer.status_code == 422 and not milestone.is_shared


def test_nobody_is_promised_a_mail_to_mentors_it_does_not_reach(world, make, browse):
    ana = browse(world.ana)
    form = {"kind": "project", "on": "2020-05-01", "words": "Done.", "audience": "ties"}
    assert "Your mentors get" not in ana.follow(ana.send("/milestones/new", form)).words


def test_thanks_are_mailed_to_nobody_but_who_was_thanked(world, make):
    said = make.congratulation(world.mia, make.milestone(world.ana))
    actions.thank(world.ana, said, words="It meant a lot.", openly=False)
    assert mail.thanked(world.lin, congratulation_id=said.id) is None
