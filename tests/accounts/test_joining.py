"""Joining: the order of the steps, what is kept on the way, and the moment itself."""

import pytest

from community.accounts import actions, queries
from community.core import joining, tokens
from community.core.errors import Conflict
from community.events import PersonJoined
from tests.world import PASSWORD

ABOUT = {"name": "Nia Okafor", "pronouns": "she/her", "time_zone": "Africa/Lagos", "language": "en"}


@pytest.fixture
def path(world):
    """The link of Nia's invitation."""
    invitation = actions.invite(world.cora, email="nia@example.org", name="Nia")
    return "/join/" + tokens.sign("join", [invitation.public_id, "nia@example.org"])


@pytest.fixture
def names(app):
    return [step.name for step in joining.steps()]


def nia():
    return queries.person_by_email("nia@example.org")


def defaults_of(page):
    """What the page would send if it were just sent."""
    sent = {}
    form = next(
        one
        for one in page.find_all("form")
        if one.get("action", "").startswith("/join/") and not one.get("data-passkey")
    )
    space = "{http://www.w3.org/1999/xhtml}"
    for field in form.iter():
        name = field.get("name")
        if not name or name == "csrf_token":
            continue
        if field.tag == space + "select":
            chosen = [o for o in field.iter(space + "option") if o.get("selected") is not None] or list(
                field.iter(space + "option")
            )[:1]
            sent[name] = chosen[0].get("value")
        elif field.tag == space + "input" and field.get("type") in {"radio", "checkbox"}:
            if field.get("checked") is not None or (field.get("type") == "radio" and name not in sent):
                sent[name] = field.get("value", "y")
        elif field.tag == space + "input":
            sent[name] = field.get("value", "")
    return sent


def walk(browser, path, upto=None, **typed):
    """Take the steps with what the pages offer, and what is typed."""
    answers = {"about-you": ABOUT, "key": {"password": PASSWORD}, **typed}
    for step in joining.steps():
        if step.name == upto:
            return None
        page = browser.page(f"{path}/{step.name}")
        answer = browser.send(f"{path}/{step.name}", {**defaults_of(page), **answers.get(step.name, {})})
    return answer


def test_the_steps_come_in_their_order(names):
    orders = [step.order for step in joining.steps()]
    assert orders == sorted(orders)
    assert names.index("about-you") < names.index("key") < names.index("roster") == len(names) - 1


def test_who_walks_through_is_a_member_and_signed_in(path, browse, worker):
    browser = browse()
    browser.page(path)
    answer = walk(browser, path)
    assert answer.response.location == "/"
    person = nia()
    assert (person.standing, person.name, person.pronouns, person.time_zone) == (
        "active",
        "Nia Okafor",
        "she/her",
        "Africa/Lagos",
    )
    assert person.joined_at and queries.invitation_of(person).state == "joined"
    browser.page("/settings")
    browse().send("/login", {"email": "nia@example.org", "password": PASSWORD})


def test_nothing_is_written_before_the_end(path, browse):
    browser = browse()
    walk(browser, path, upto="roster")
    person = nia()
    assert (person.standing, person.name, person.password) == ("invited", "Nia", None)
    assert browser.get("/settings").location.startswith("/login")


def test_one_can_leave_midway_and_come_back(path, browse):
    browser = browse()
    walk(browser, path, upto="key")
    page = browser.page(path)
    assert "Continue where I was" in page.words
    assert any(link.endswith("/key") for link in page.links)
    assert 'value="Nia Okafor"' in browser.page(path + "/about-you").text


def test_who_is_signed_in_as_somebody_else_does_not_become_the_invited_person(path, browse, world):
    browser = browse(world.cora)
    page = browser.page(path, status=409)
    assert f"You are signed in as {world.cora.name}. This invitation is for Nia." in page.words
    assert not [link for link in page.links if link.startswith(path)]
    browser.send(path + "/about-you", ABOUT, status=409)
    assert queries.invitation_of(nia()).state != "opened"
    assert browser.send("/logout", {"next": path}).response.location == path
    assert "Welcome, Nia" in browser.page(path).words


def test_steps_can_not_be_jumped_over(path, browse, names):
    browser = browse()
    assert browser.get(f"{path}/roster").location.endswith(f"/{names[0]}")
    browser.post(f"{path}/roster")
    assert nia().standing == "invited"


def test_what_was_typed_stays_when_something_is_wrong(path, browse):
    browser = browse()
    walk(browser, path, upto="about-you")
    page = browser.send(path + "/about-you", {**ABOUT, "name": " ", "pronouns": "they/them"}, status=422)
    assert 'value="they/them"' in page.text
    browser.send(path + "/about-you", {**ABOUT, "time_zone": "Moon/Base"}, status=422)


def test_a_key_is_needed_and_a_weak_one_refused(path, browse):
    browser = browse()
    walk(browser, path, upto="key")
    browser.send(path + "/key", {"password": ""}, status=422)
    browser.send(path + "/key", {"password": "short"}, status=422)
    browser.send(path + "/key", {"password": "nia@example.org"}, status=422)
    browser.send(path + "/key", {"password": PASSWORD})
    assert "You have chosen a password" in browser.page(path + "/key").words
    browser.send(path + "/key", {"password": ""})


def test_the_password_itself_never_reaches_the_cookie(path, browse):
    browser = browse()
    walk(browser, path, upto="roster")
    with browser.session_transaction() as session:
        assert PASSWORD not in str(dict(session))


def test_the_cookie_stays_small(path, browse):
    browser = browse()
    walk(browser, path, upto="roster", **{"about-you": {**ABOUT, "name": "陈" * 200}})
    assert len(browser.get_cookie("session").value) < 3500


def test_joining_a_second_time_is_told_kindly(path, browse):
    walk(browse(), path)
    page = browse().page(path, status=410)
    assert "joined already" in page.words
    browse().send(path + "/about-you", ABOUT, status=410)


def test_in_two_windows_at_once_there_is_one_account(path, browse):
    one, other = browse(), browse()
    walk(one, path, upto="roster")
    walk(other, path, upto="roster")
    one.send(path + "/roster")
    assert "joined already" in other.send(path + "/roster", status=410).words


def test_the_action_refuses_the_second_of_two(path, browse, world):
    walk(browse(), path)
    with pytest.raises(Conflict):
        actions.join(queries.invitation_of(nia()), {name.name: {} for name in joining.steps()})


def test_joining_is_told_to_the_house(path, browse, monkeypatch):
    told = []
    monkeypatch.setattr("community.accounts.actions.joining.publish", told.append)
    walk(browse(), path)
    assert told == [PersonJoined(person_id=nia().id)]


def test_an_invited_coordinator_sets_up_a_second_factor_first(path, browse, db):
    nia().role = "coordinator"
    db.flush()
    browser = browse()
    assert walk(browser, path).response.location == "/login/protect"
    assert browser.get("/settings").location.startswith("/login")
    assert nia().standing == "active"


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "Ξένια Παππά",
        "陈美",
        "محمد",
        "O’Brien & Søn",
        "Robert'); DROP TABLE people;--",
    ],
)
def test_names_in_any_script_are_shown_as_written(path, browse, name):
    browser = browse()
    walk(browser, path, **{"about-you": {**ABOUT, "name": name}})
    assert nia().name == name
    page = browser.page("/settings")
    assert name in page.words and "<script>alert" not in page.text


def test_a_name_without_anything_visible_is_refused(path, browse):
    browser = browse()
    walk(browser, path, upto="about-you")
    browser.send(path + "/about-you", {**ABOUT, "name": "\u200b\u202e\u2066"}, status=422)


def test_what_the_roster_says_is_shown_and_can_be_left_as_it_is(path, browse, make, world):
    make.mentorship(mentor=world.mia, coachee=nia())
    browser = browse()
    walk(browser, path, upto="roster")
    assert "Mia Chen" in browser.page(path + "/roster").words
    assert walk(browser, path).response.location == "/"
    assert nia().standing == "active"
