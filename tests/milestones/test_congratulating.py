"""Words, applause and thanks: whose they are, who reads them, and what follows for ties."""

import pytest
from sqlalchemy import select

from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.secrets import EncryptedText
from community.milestones import actions, queries
from community.milestones.models import Congratulation


@pytest.fixture
def published(monkeypatch):
    """What was published, in order."""
    seen = []
    for module in ("congratulating", "thanking", "answering"):
        monkeypatch.setattr(f"community.milestones.actions.{module}.publish", seen.append)
    return seen


def names(published):
    return [type(event).__name__ for event in published]


def said_to(reader, milestone):
    return [(row.person_name, row.words, row.thanks) for row in queries.congratulations_of(reader, milestone)]


def test_words_reach_the_clock_of_ties_and_applause_does_not(world, make, published):
    milestone = make.milestone(world.ana)
    actions.applaud(world.mia, milestone)
    assert published == []
    said = make.congratulation(world.mia, milestone)
    assert names(published) == ["Congratulated"]
    event = published[0]
    assert (event.by_person_id, event.to_person_id) == (world.mia.id, world.ana.id)
    actions.take_words_back(world.mia, said)
    assert names(published) == ["Congratulated", "CongratulationTakenBack"]
    assert published[1].congratulation_id == event.congratulation_id


def test_nobody_congratulates_themselves_or_twice_or_without_words(world, make):
    milestone = make.milestone(world.ana)
    with pytest.raises(Conflict):
        make.congratulation(world.ana, milestone)
    with pytest.raises(Conflict):
        actions.applaud(world.ana, milestone)
    with pytest.raises(Invalid):
        make.congratulation(world.mia, milestone, " ")
    make.congratulation(world.mia, milestone)
    with pytest.raises(Conflict):
        make.congratulation(world.mia, milestone)


def test_quiet_applause_is_not_thanked_for(world, make, browse):
    milestone = make.milestone(world.ana)
    actions.applaud(world.mia, milestone)
    applause = db.session.scalars(select(Congratulation)).one()
    with pytest.raises(Missing):
        actions.thank(world.ana, applause, words="Thank you.", openly=True)
    address = f"/milestones/congratulations/{applause.public_id}/thanks"
    browse(world.ana).page(address, status=403)
    assert applause.thanked_at is None


def test_nobody_congratulates_what_they_cannot_see_or_what_waits(world, make):
    with pytest.raises(Missing):
        make.congratulation(world.pau, make.milestone(world.ana, audience="mentorships"))
    with pytest.raises(Conflict):
        make.congratulation(world.mia, make.milestone(world.ana, world.mia, approved=False))


def test_who_tells_it_may_congratulate_too(world, make):
    make.congratulation(world.mia, make.milestone(world.ana, world.mia))


def test_words_are_changed_and_taken_back_by_who_said_them_alone(world, make):
    milestone = make.milestone(world.ana)
    said = make.congratulation(world.mia, milestone)
    for person in (world.ana, world.pau, world.cora):
        with pytest.raises(Missing):
            actions.change_words(person, said, words="Not mine.")
        with pytest.raises(Missing):
            actions.take_words_back(person, said)
    actions.change_words(world.mia, said, words="Better words.")
    assert said_to(world.pau, milestone) == [("Mia Chen 陈", "Better words.", None)]
    actions.take_words_back(world.mia, said)
    assert said_to(world.pau, milestone) == []


def test_applause_is_taken_back(world, make):
    milestone = make.milestone(world.ana)
    actions.applaud(world.mia, milestone)
    actions.applaud(world.mia, milestone)
    assert queries.said_by(world.mia, [milestone.id]) == {milestone.id: {"applause"}}
    actions.take_applause_back(world.mia, milestone)
    actions.take_applause_back(world.mia, milestone)
    assert queries.said_by(world.mia, [milestone.id]) == {}


def test_private_thanks_are_read_by_the_two_and_lie_encrypted(world, make):
    milestone = make.milestone(world.ana, world.pau)
    said = make.congratulation(world.mia, milestone)
    actions.thank(world.ana, said, words="Tidewrack", openly=False)
    for person, expected in ((world.ana, "Tidewrack"), (world.mia, "Tidewrack"), (world.lin, None), (world.pau, None)):
        assert said_to(person, milestone)[0][2] == expected, person.name
    assert isinstance(Congratulation.__table__.c.thanks.type, EncryptedText)
    actions.thank(world.ana, said, words="Tidewrack", openly=True)
    assert said_to(world.lin, milestone)[0][2] == "Tidewrack"
    actions.take_thanks_back(world.ana, said)
    assert said_to(world.mia, milestone)[0][2] == ""


def test_only_the_subject_thanks(world, make):
    said = make.congratulation(world.mia, make.milestone(world.ana, world.pau))
    for person in (world.mia, world.pau, world.lin):
        with pytest.raises(Missing):
            actions.thank(person, said, words="Thanks", openly=True)


def test_words_of_somebody_who_is_gone_or_blocked_are_read_no_more(world, make):
    milestone = make.milestone(world.ana)
    make.congratulation(world.pau, milestone)
    make.congratulation(world.lin, milestone)
    make.block(world.ana, world.pau)
    assert [name for name, *_ in said_to(world.mia, milestone)] == ["Lin Nguyễn"]
    assert [row.person_name for row in queries.congratulators(world.mia, [milestone.id])[milestone.id]] == [
        "Lin Nguyễn"
    ]
    world.lin.standing = "left"
    db.session.flush()
    assert said_to(world.mia, milestone) == []


def test_beneath_a_line_stand_a_few_names_and_one_more(world, make):
    milestone = make.milestone(world.ana)
    for _number in range(9):
        make.congratulation(make.person(), milestone)
    assert len(queries.congratulators(world.mia, [milestone.id], 3)[milestone.id]) == 4


def test_what_was_taken_back_leaves_no_words_in_the_table(world, make):
    milestone = make.milestone(world.ana)
    make.congratulation(world.mia, milestone)
    actions.take_back(world.ana, milestone)
    assert db.session.scalars(select(Congratulation)).all() == []
