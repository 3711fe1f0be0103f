"""Looking people up, and what a coordinator does with one of them; all of it in the log."""

import pytest
from sqlalchemy import select

from community.accounts.models import Invitation, Person, Registration
from community.coordination.models import LogEntry, WrittenOnce
from community.core import clock


def logged(db):
    return [(entry.what, entry.person_id) for entry in db.scalars(select(LogEntry).order_by(LogEntry.id))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ruiz", "Ana Ruiz Gómez"), ("q=ana+ruiz+gomez", "Ana Ruiz Gómez"), ("q=NGUYEN", "Lin Nguyễn"),
        ("q=sorensen", "Ina Sørensen"), ("q=ina%40exam", "Ina Sørensen"), ("standing=suspended", "Sam Doe"),
        ("role=moderator", "Mo Dahl"), ("invitation=none", "Ina Sørensen"),
    ],
)  # fmt: skip
def test_people_are_found_without_accents_by_name_address_and_filter(world, browse, query, found):
    page = browse(world.cora).page(f"/coordination/people?{query}")
    others = {person.name for person in world.everyone.values()} - {found, world.cora.name}
    assert found in page.words
    assert not [name for name in others if name in page.words]


def test_a_search_for_signs_finds_nothing_and_breaks_nothing(world, browse):
    for words in ("%", "_", "'", '"; drop', "ana%"):
        assert "Nobody fits" in browse(world.cora).get("/coordination/people", query_string={"q": words}).get_data(
            as_text=True
        )


def test_people_of_a_cohort(world, browse):
    page = browse(world.cora).page(f"/coordination/people?cohort={world.cohort.public_id}")
    assert "Pau Ferrer" in page.words
    assert "Lin Nguyễn" not in page.words


def test_many_people_are_read_page_by_page(world, make, browse):
    for number in range(40):
        make.person(name=f"Zoe {number:02}")
    page = browse(world.cora).page("/coordination/people?q=zoe")
    assert "Zoe 29" in page.words
    assert "Zoe 30" not in page.words
    onward = next(link for link in page.links if "after=" in link)
    assert "Zoe 39" in browse(world.cora).page("/coordination/people" + onward).words


def test_opening_a_person_is_written_down_once_an_hour(db, world, browse):
    for _time in range(3):
        browse(world.cora).page(f"/coordination/people/{world.ana.public_id}")
    assert logged(db) == [("looked", world.ana.id)]
    assert "Ana Ruiz Gómez" in browse(world.cora).page("/coordination/log").words


def test_a_member_is_suspended_with_a_reason_and_reinstated(db, world, browse, worker, mails):
    coordinator, lin = browse(world.cora), world.lin
    path = f"/coordination/people/{lin.public_id}"
    coordinator.page(path + "/suspension")
    assert "Please say why" in coordinator.send(path + "/suspension", {"reason": ""}, status=422).words
    coordinator.send(path + "/suspension", {"reason": "x" * 20, "until": "2000-01-01"}, status=422)
    coordinator.send(path + "/suspension", {"reason": "Wrote unkindly.", "until": "2099-01-01"})
    assert world.lin.standing == "suspended"
    assert "Wrote unkindly." in coordinator.page(path).words
    worker.drain()
    coordinator.send(path + "/reinstatement")
    assert world.lin.standing == "active"
    worker.drain()
    assert len(mails.to("lin@example.org")) == 2
    assert [what for what, _ in logged(db) if what != "looked"] == ["suspended", "reinstated"]


def test_a_coordinator_cannot_suspend_herself(world, browse):
    path = f"/coordination/people/{world.cora.public_id}"
    assert "/suspension" not in " ".join(browse(world.cora).page(path).links)
    assert browse(world.cora).post(path + "/suspension", data={"reason": "No reason"}).status_code == 409


def test_a_role_is_given_and_the_only_coordinator_keeps_hers(db, world, browse):
    coordinator = browse(world.cora)
    coordinator.page(f"/coordination/people/{world.pau.public_id}/role")
    coordinator.send(f"/coordination/people/{world.pau.public_id}/role", {"role": "moderator"})
    assert world.pau.role == "moderator"
    coordinator.send(f"/coordination/people/{world.pau.public_id}/role", {"role": "emperor"}, status=422)
    assert (
        coordinator.post(f"/coordination/people/{world.cora.public_id}/role", data={"role": "member"}).status_code
        == 409
    )
    assert logged(db) == [("role_given", world.pau.id)]


def test_an_invitation_is_sent_again_and_taken_back(db, world, browse, worker, mails):
    coordinator, path = browse(world.cora), f"/coordination/people/{world.ina.public_id}/invitation"
    for _time in range(2):
        coordinator.send(path)
        worker.drain()
    assert len(mails.to("ina@example.org")) == 2
    coordinator.send(path + "/withdrawal")
    assert db.scalar(select(Invitation.state)) == "withdrawn"
    assert coordinator.post(f"/coordination/people/{world.ana.public_id}/invitation").status_code == 409


@pytest.fixture
def asking(db, make):
    """Somebody who asked to join and has confirmed the address."""
    person = make.person(name="Vera Asks", standing="waiting")
    db.add(Registration(person_id=person.id, words="I was a coachee in 2012.", confirmed_at=clock.now()))
    db.flush()
    return person


def test_who_asks_to_join_is_let_in(db, world, browse, asking, worker, mails):
    coordinator = browse(world.cora)
    assert "I was a coachee in 2012." in coordinator.page("/coordination/registrations").words
    assert "1 person asks to join" in coordinator.page("/coordination").words
    coordinator.send(f"/coordination/people/{asking.public_id}/approval")
    worker.drain()
    assert len(mails.to(asking.email)) == 1
    assert coordinator.post(f"/coordination/people/{asking.public_id}/approval").status_code == 409


def test_or_is_not_let_in_kindly_and_forgotten(db, world, browse, asking, worker, mails):
    coordinator = browse(world.cora)
    coordinator.page(f"/coordination/people/{asking.public_id}")
    coordinator.page(f"/coordination/people/{asking.public_id}/refusal")
    email = asking.email
    coordinator.send(f"/coordination/people/{asking.public_id}/refusal")
    worker.drain()
    assert db.scalar(select(Person).where(Person.email == email)) is None
    assert len(mails.to(email)) == 1
    assert "Vera Asks" in coordinator.page("/coordination/log").words


def test_the_log_is_never_changed(db, world, browse):
    browse(world.cora).page(f"/coordination/people/{world.ana.public_id}")
    entry = db.scalar(select(LogEntry))
    entry.what = "nothing"
    with pytest.raises(WrittenOnce):
        db.flush()
    db.rollback()
