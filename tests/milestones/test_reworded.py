"""Words the subject put in place of the author's are said to be theirs: to everybody who reads them, and to the author."""

import pytest

from community.milestones import actions


def yes(subject, milestone, words):
    actions.approve(subject, milestone, revision=milestone.revision, words=words, audience="everyone", picture_alt="")


def edit(subject, milestone, words):
    actions.edit(subject, milestone, kind=milestone.kind, on=milestone.on, words=words)


@pytest.fixture
def told(world, make):
    """Mia tells something of ana, whose name is marked up to be escaped."""
    world.ana.name = "Ana <Ruiz>"
    return make.milestone(world.ana, world.mia, approved=False, words="She keeps the light.")


@pytest.mark.parametrize("when", ["with the yes", "later"])
def test_words_the_subject_changed_are_said_to_be_theirs(world, told, browse, when):
    yes(world.ana, told, "I keep the light, thanks to Mia." if when == "with the yes" else told.words)
    if when == "later":
        edit(world.ana, told, "I keep the light, thanks to Mia.")
    for path in (f"/milestones/{told.public_id}", "/milestones?of=everyone"):
        for reader, said in (
            (world.lin, "in the words of Ana <Ruiz>"), (world.mia, "in the words of Ana <Ruiz>"), (world.ana, "in your words"),
        ):  # fmt: skip
            page = browse(reader).page(path)
            assert said in page.words
            assert "told by" in page.words
    assert "in the words of Ana <Ruiz>" in browse(world.mia).page("/milestones/mine").words


def test_words_the_subject_left_as_they_are_stay_the_authors(world, told, browse):
    yes(world.ana, told, f"  {told.words} ")
    edit(world.ana, told, told.words)
    assert "in the words of" not in browse(world.lin).page(f"/milestones/{told.public_id}").words


def test_nobody_is_said_to_speak_for_themselves(world, make, browse):
    own = make.milestone(world.ana, words="I keep the light.")
    edit(world.ana, own, "I keep the light now.")
    assert "in the words of" not in browse(world.lin).page(f"/milestones/{own.public_id}").words


def test_what_its_author_changes_while_it_waits_stays_theirs(world, told):
    edit(world.mia, told, "She keeps the light now.")
    yes(world.ana, told, told.words)
    assert not told.reworded
