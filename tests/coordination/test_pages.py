"""The coordinators' pages open for coordinators, on an empty installation and with something in it; for nobody else."""

import pytest

PATHS = [
    "/coordination",
    "/coordination/import",
    "/coordination/people",
    "/coordination/people?q=ana&standing=active&role=member&invitation=none&cohort=nope",
    "/coordination/invitations",
    "/coordination/invitations?state=sent",
    "/coordination/invitations/choice",
    "/coordination/invitations/choice?whom=unanswered",
    "/coordination/invitations/new",
    "/coordination/registrations",
    "/coordination/mentorships",
    "/coordination/delivery",
    "/coordination/log",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_coordinator_opens_every_page(world, browse, path):
    browse(world.cora).page(path)


@pytest.mark.parametrize("path", PATHS)
def test_a_moderator_and_a_member_do_not(world, browse, path):
    for person in (world.mod, world.ana):
        assert browse(person).get(path).status_code == 403


@pytest.mark.parametrize("person", ["ana", "ina", "sam", "lou", "cora"])
def test_a_coordinator_opens_the_page_of_anybody(world, browse, person):
    someone = getattr(world, person)
    page = browse(world.cora).page(f"/coordination/people/{someone.public_id}")
    assert someone.name in page.words


def test_whether_a_person_exists_is_not_for_members_to_know(world, browse):
    assert browse(world.ana).get(f"/coordination/people/{world.ina.public_id}").status_code == 404
    assert browse(world.ana).get("/coordination/people/nobody").status_code == 404
