"""From telling to the subject's yes or no, and what becomes of it afterwards."""

from datetime import date, timedelta

import pytest

from community.accounts import actions as accounts
from community.alumni.actions import ensure_profile
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing, Refused
from community.milestones import actions, queries
from community.milestones.models import DECLINED, SHARED, TAKEN_BACK, WAITING, Milestone

WORDS = "She gave her first talk."


def told(author, subject, **values) -> Milestone:
    given = {"kind": "publication", "on": date(2020, 5, 1), "words": WORDS, "audience": "everyone"}
    return actions.tell(author, subject=subject, **(given | values))


def said_yes(subject, milestone, **values) -> Milestone:
    given = {"revision": milestone.revision, "words": milestone.words, "audience": milestone.audience}
    return actions.approve(subject, milestone, **(given | values))


def sees(reader, milestone) -> bool:
    return queries.by_public_id(reader, milestone.public_id) is not None


# --- one's own ------------------------------------------------------------------------------------------------


def test_ones_own_is_shared_at_once(world):
    milestone = told(world.ana, world.ana)
    assert milestone.state == SHARED and milestone.shared_at
    assert sees(world.lin, milestone) and not sees(world.bea, milestone)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "illness"}, "kind"),
        ({"on": clock.today() + timedelta(days=3)}, "on"),
        ({"on": date(1900, 1, 1)}, "on"),
        ({"words": " \n "}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"audience": "friends"}, "audience"),
        ({"audience": "cohort"}, "audience"),
        ({"audience": "cohort", "which": "not-a-cohort"}, "audience"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(world, values, field):
    with pytest.raises(Invalid) as refusal:
        told(world.ana, world.ana, **values)
    assert refusal.value.field == field


def test_a_cohort_is_one_of_ones_own(world, make):
    milestone = told(world.ana, world.ana, audience="cohort", which=world.cohort.public_id)
    assert milestone.cohort_id == world.cohort.id
    with pytest.raises(Invalid):
        told(world.ana, world.ana, audience="cohort", which=make.cohort().public_id)


def test_nobody_tells_something_of_whom_they_cannot_see(world):
    for subject in (world.bea, world.sam, world.ina, world.lou):
        with pytest.raises(Refused):
            told(world.ana, subject)
    with pytest.raises(Refused):
        told(world.sam, world.sam)


# --- about somebody else --------------------------------------------------------------------------------------


def test_what_is_told_of_somebody_is_read_by_the_two_alone_until_the_subject_says_yes(world):
    milestone = told(world.mia, world.ana)
    assert milestone.state == WAITING and milestone.shared_at is None
    for name, person in world.everyone.items():
        assert sees(person, milestone) is (name in {"mia", "ana"}), name
    said_yes(world.ana, milestone)
    assert milestone.state == SHARED and sees(world.pau, milestone)


def test_the_subject_chooses_words_and_audience(world):
    milestone = told(world.mia, world.ana)
    said_yes(world.ana, milestone, words="My first talk.", audience="mentorships")
    assert (milestone.words, milestone.audience) == ("My first talk.", "mentorships")
    assert sees(world.mia, milestone) and not sees(world.pau, milestone)


def test_nobody_else_says_yes_or_no(world):
    milestone = told(world.mia, world.ana)
    for person in (world.mia, world.pau, world.cora, world.mod):
        with pytest.raises((Missing, Conflict)):
            said_yes(person, milestone)
        with pytest.raises((Missing, Conflict)):
            actions.decline(person, milestone)
    assert milestone.state == WAITING


def test_nobody_says_yes_to_words_they_have_not_read(world):
    milestone = told(world.mia, world.ana)
    read = milestone.revision
    actions.edit(world.mia, milestone, kind="publication", on=date(2020, 5, 1), words="Something else entirely.")
    with pytest.raises(Invalid):
        said_yes(world.ana, milestone, revision=read, words=WORDS)
    actions.set_audience(world.mia, milestone, audience="mentorships")
    with pytest.raises(Invalid):
        said_yes(world.ana, milestone, revision=read + 1)
    said_yes(world.ana, milestone)


def test_a_no_is_never_shown_and_the_subject_sees_it_no_more(world):
    milestone = told(world.mia, world.ana)
    actions.decline(world.ana, milestone)
    assert milestone.state == DECLINED
    assert not sees(world.ana, milestone) and sees(world.mia, milestone) and milestone.waits
    with pytest.raises(Missing):
        said_yes(world.ana, milestone)


def test_what_was_declined_takes_every_step_of_what_waits(world):
    """Whatever its author does with it, nothing differs: the steps are open, and each ends alike."""
    ends = []
    for declined in (False, True):
        milestone = told(world.mia, world.ana)
        if declined:
            actions.decline(world.ana, milestone)
        actions.edit(world.mia, milestone, kind="project", on=date(2020, 5, 2), words="Other words.")
        holds = actions.set_audience(world.mia, milestone, audience="mentorships")
        row = queries.by_actor(world.mia).items[0]
        ends.append((holds, milestone.revision, milestone.edited_at, row.waits, row.kind, row.audience, row.words))
        actions.take_back(world.mia, milestone)
        ends[-1] += (milestone.state,)
    assert ends[0] == ends[1] and ends[0][-1] == TAKEN_BACK


def test_only_a_few_wait_for_the_same_person_declined_or_not(world):
    for number in range(3):
        milestone = told(world.mia, world.ana)
        if number:
            actions.decline(world.ana, milestone)
    with pytest.raises(Conflict):
        told(world.mia, world.ana)
    told(world.pau, world.ana)
    actions.take_back(world.mia, milestone)
    with pytest.raises(Conflict):  # each one asks by mail, so taking back makes no room for the next at once
        told(world.mia, world.ana)
    milestone.created_at -= timedelta(days=8)
    told(world.mia, world.ana)


def test_after_the_yes_the_words_are_the_subjects_alone(world):
    milestone = told(world.mia, world.ana)
    with pytest.raises(Conflict):
        actions.edit(world.ana, milestone, kind="project", on=date(2020, 5, 2), words="Mine.")
    said_yes(world.ana, milestone)
    with pytest.raises(Conflict):
        actions.edit(world.mia, milestone, kind="project", on=date(2020, 5, 2), words="Hers.")
    actions.edit(world.ana, milestone, kind="project", on=date(2020, 5, 2), words="Mine.")
    assert milestone.words == "Mine." and milestone.edited_at


@pytest.mark.parametrize("who", ["mia", "ana"])
def test_either_of_the_two_takes_it_back_and_nothing_stays(who, world, make, db):
    milestone = make.milestone(world.ana, world.mia)
    said = make.congratulation(world.pau, milestone)
    actions.take_back(getattr(world, who), milestone)
    assert (milestone.state, milestone.words, milestone.shared_at) == (TAKEN_BACK, "", None)
    for person in world.everyone.values():
        assert not sees(person, milestone)
    assert queries.congratulation_by_id(said.id) is None
    with pytest.raises(Missing):
        actions.take_back(getattr(world, who), milestone)


def test_nobody_else_takes_it_back(world, make):
    milestone = make.milestone(world.ana, world.mia)
    for person in (world.pau, world.cora, world.bea):
        with pytest.raises((Missing, Conflict)):
            actions.take_back(person, milestone)


# --- who may read it, later -----------------------------------------------------------------------------------


def test_narrowing_holds_at_once_whoever_of_the_two_does_it(world, make):
    for who in (world.mia, world.ana):
        milestone = make.milestone(world.ana, world.mia)
        assert sees(world.lin, milestone)
        assert actions.set_audience(who, milestone, audience="mentorships")
        assert not sees(world.lin, milestone) and sees(world.mia, milestone)


def test_widening_needs_both(world, make):
    milestone = make.milestone(world.ana, world.mia, audience="mentorships")
    assert not actions.set_audience(world.mia, milestone, audience="everyone")
    assert milestone.audience == "mentorships" and not sees(world.lin, milestone)
    assert not actions.set_audience(world.mia, milestone, audience="everyone"), "twice by the same is one yes"
    with pytest.raises(Conflict):
        actions.answer_wider(world.mia, milestone, yes=True, audience="everyone")
    actions.answer_wider(world.ana, milestone, yes=True, audience="everyone")
    assert milestone.audience == "everyone" and sees(world.lin, milestone) and milestone.wider_by_id is None


def test_wishing_the_same_is_a_yes(world, make):
    milestone = make.milestone(world.ana, world.mia, audience="mentorships")
    actions.set_audience(world.mia, milestone, audience="everyone")
    assert actions.set_audience(world.ana, milestone, audience="everyone")
    assert sees(world.lin, milestone)


def test_another_group_of_people_is_wider_too(world, make):
    milestone = make.milestone(world.ana, world.mia, audience="mentorships")
    assert not actions.set_audience(world.ana, milestone, audience="cohort", which=world.cohort.public_id)
    assert not sees(world.pau, milestone)


def test_a_yes_is_to_the_wish_that_was_read(world, make):
    ensure_profile(world.ana).audiences = {"cohorts": "members"}
    milestone = make.milestone(world.ana, world.mia, audience="mentorships")
    actions.set_audience(world.mia, milestone, audience="cohort", which=world.cohort.public_id)
    actions.set_audience(world.mia, milestone, audience="everyone")
    with pytest.raises(Conflict):
        actions.answer_wider(world.ana, milestone, yes=True, audience="cohort", which=world.cohort.public_id)
    actions.answer_wider(world.ana, milestone, yes=False, audience="everyone")
    assert milestone.wider_audience is None and milestone.audience == "mentorships"


def test_narrowing_settles_a_wish_for_more(world, make):
    milestone = make.milestone(world.ana, world.mia, audience="mentorships")
    actions.set_audience(world.mia, milestone, audience="everyone")
    actions.set_audience(world.ana, milestone, audience="mentorships")
    with pytest.raises(Conflict):
        actions.answer_wider(world.ana, milestone, yes=True, audience="everyone")


def test_ones_own_is_widened_by_oneself(world, make):
    milestone = make.milestone(world.ana, audience="mentorships")
    assert actions.set_audience(world.ana, milestone, audience="everyone")
    assert sees(world.lin, milestone)


def test_others_set_no_audience(world, make):
    milestone = make.milestone(world.ana, world.mia)
    for person in (world.pau, world.cora):
        with pytest.raises(Conflict):
            actions.set_audience(person, milestone, audience="mentorships")


# --- somebody goes --------------------------------------------------------------------------------------------


def test_when_its_subject_is_gone_nobody_sees_it(world, make):
    milestone = make.milestone(world.ana, world.mia)
    accounts.leave(world.ana)
    for person in world.everyone.values():
        assert not sees(person, milestone)


def test_an_author_who_left_is_not_named(world, make, browse):
    milestone = make.milestone(world.ana, world.mia)
    accounts.leave(world.mia)
    assert sees(world.pau, milestone)
    row = next(iter(queries.feed(world.pau, queries.Wanted(of="everyone"))))
    assert row.id == milestone.id and row.author_name is None and row.author_public_id is None
    for path in ("/milestones?of=everyone", f"/milestones/{milestone.public_id}"):
        assert "Mia Chen" not in browse(world.pau).page(path).words


def test_what_waits_of_an_author_who_is_gone_waits_no_more(world):
    milestone = told(world.mia, world.ana)
    accounts.leave(world.mia)
    assert not sees(world.ana, milestone) and not queries.waiting_for(world.ana)


def test_a_block_between_the_two_hides_it_from_everybody(world, make):
    milestone = make.milestone(world.ana, world.mia)
    make.block(world.ana, world.mia)
    for person in world.everyone.values():
        assert not sees(person, milestone)
