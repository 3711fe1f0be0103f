"""Introductions: one proposes, two answer unseen, and a catch-up begins when both said yes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from community.accounts import actions as accounts
from community.accounts.models import Availability
from community.catchups import actions, queries
from community.catchups.links import INTRODUCED, NOT_NOW
from community.catchups.models import CatchUp, Introduction, IntroductionSide
from community.core.errors import Conflict, Invalid, Missing
from tests.catchups.conftest import FIRST, NOW
from tests.postbox import text_of
from tests.sql import statements

WHY = {"reason_for_one": "She maps tides, as you wanted to.", "reason_for_other": "He asked about the sea."}


@pytest.fixture
def proposed(db, worker, mails):
    """proposed(mia, ana, pau): mia has introduced the two, and both have their mail."""

    def propose(proposer, one, other) -> tuple[IntroductionSide, IntroductionSide]:
        introduction = actions.introduce(proposer, one, other, **WHY)
        introduction_id = introduction.id
        worker.drain()
        return tuple(db.scalars(_sides(introduction_id)))

    return propose


def _sides(introduction_id):
    found = select(IntroductionSide).where(IntroductionSide.introduction_id == introduction_id)
    return found.order_by(IntroductionSide.id)


def address(side) -> str:
    return f"/catchups/introductions/{side.public_id}"


def say(browser, side, answer: str) -> None:
    browser.send(f"{address(side)}/answer", {"wants": answer})


def begun(db) -> list[CatchUp]:
    return list(db.scalars(select(CatchUp).where(CatchUp.introduced)))


# --- proposing ------------------------------------------------------------------------------------------------------


def test_a_member_introduces_two_people_in_two_small_steps_without_a_script(world, browse, worker, mails):
    browser = browse(world.mia)
    assert "Pau Ferrer" not in browser.page("/catchups/introductions/new?q=an").words
    first = browser.page("/catchups/introductions/new?q=ana").links
    (to_ana,) = [link for link in first if link.endswith("/introduction")]
    second = browser.page(f"{to_ana}?q=ferr")
    assert "Ana Ruiz" not in " ".join(link for link in second.links if "/introduction/" in link)
    (to_both,) = [link for link in second.links if "/introduction/" in link]
    form = browser.page(to_both)
    assert "Only Ana Ruiz Gómez can read this." in form.words
    assert "Only Pau Ferrer can read this." in form.words
    after = browser.follow(browser.send(to_both, WHY))
    assert "You introduced Ana Ruiz Gómez and Pau Ferrer on 20 October 2026." in after.words
    worker.drain()
    assert [message["To"] for message in mails] == ["Ana Ruiz Gómez <ana@example.org>", "Pau Ferrer <pau@example.org>"]


def test_names_are_found_by_the_beginning_of_each_word_and_signs_are_only_signs(world, browse):
    browser = browse(world.mia)
    for words, found in (("gom", True), ("ruiz ana", True), ("omez", False), ("%25", False), ("a_a", False)):
        assert ("Ana Ruiz" in browser.page(f"/catchups/introductions/new?q={words}").words) is found, words


def test_without_a_name_people_one_knows_are_offered(world, browse):
    assert "Mia Chen" in browse(world.ana).page("/catchups/introductions/new").words
    assert "Type the beginning of a name" in browse(world.lin).page("/catchups/introductions/new").words


def test_a_profile_leads_to_introducing_its_person(world, browse):
    path = f"/members/{world.ana.public_id}"
    assert f"{path}/introduction" in browse(world.mia).page(path).links
    assert f"{path}/introduction" not in browse(world.ana).page(path).links


def test_each_reads_only_the_reason_meant_for_them(world, browse, proposed, mails):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side, own, others in (
        (world.ana, sides[0], WHY["reason_for_one"], WHY["reason_for_other"]),
        (world.pau, sides[1], WHY["reason_for_other"], WHY["reason_for_one"]),
    ):
        words = browse(person).page(address(side)).words
        assert own in words
        assert others not in words
    for message in mails:
        assert not any(reason in message.as_string() + text_of(message) for reason in WHY.values())


def test_reasons_are_stored_encrypted_and_forgotten_when_it_rests(world, db, worker, proposed, clock):
    proposed(world.mia, world.ana, world.pau)
    stored = db.execute(text("SELECT reason FROM introduction_sides")).scalars().all()
    assert all(stored) and not any(reason in kept for reason in WHY.values() for kept in stored)
    clock.move_to(NOW + timedelta(days=30))
    worker.job("catchups.settle_introductions")
    assert [side.reason for side in db.query(IntroductionSide)] == ["", ""]


@pytest.mark.parametrize("missing", ["reason_for_one", "reason_for_other"])
def test_both_reasons_are_needed(missing, world, browse, db):
    path = f"/members/{world.ana.public_id}/introduction/{world.pau.public_id}"
    page = browse(world.mia).send(path, WHY | {missing: "  "}, status=422)
    assert "Please write a sentence" in page.words
    with pytest.raises(Invalid):
        actions.introduce(world.mia, world.ana, world.pau, **(WHY | {missing: "x" * 1001}))
    assert db.query(Introduction).count() == 0


def test_nobody_is_introduced_to_themselves_by_the_one_or_to_whom_one_may_not_see(world, browse):
    for one, other in (("ana", "ana"), ("mia", "ana"), ("ana", "mia"), ("sam", "ana"), ("ana", "lou"), ("ina", "ana")):
        with pytest.raises(Missing):
            actions.introduce(world.mia, getattr(world, one), getattr(world, other), **WHY)
    with pytest.raises(Missing):
        actions.introduce(world.ana, world.bea, world.mia, **WHY)
    with pytest.raises(Missing):
        actions.introduce(world.sam, world.ana, world.mia, **WHY)
    ana, bea, mia = (person.public_id for person in (world.ana, world.bea, world.mia))
    browse(world.ana).page(f"/members/{bea}/introduction/{mia}", 404)
    browse(world.ana).page(f"/members/{mia}/introduction/{bea}", 404)
    browse(world.ana).page(f"/members/{mia}/introduction/{mia}", 403)
    browse(world.ana).page(f"/members/{ana}/introduction", 403)


def test_three_introductions_a_day_are_enough(world, make, browse, clock):
    for _number in range(3):
        make.introduction(world.mia, make.person(), make.person())
    one, other = make.person(), make.person()
    with pytest.raises(Conflict):
        make.introduction(world.mia, one, other)
    path = f"/members/{one.public_id}/introduction/{other.public_id}"
    assert "You have made 3 introductions today." in browse(world.mia).page(path).words
    browse(world.mia).send(path, WHY, status=409)
    clock.move_to(NOW + timedelta(days=1))
    make.introduction(world.mia, one, other)


# --- nobody is told, and the proposer sees no difference ------------------------------------------------------------


def blocked(world, make, agreed):
    make.block(world.pau, world.ana)


def takes_none(world, make, agreed):
    make._kept(Availability(person_id=world.pau.id, catchups="not_now"))


def quiet(world, make, agreed):
    world.pau.standing = "quiet"


def introduced_already(world, make, agreed):
    make.introduction(world.lin, world.pau, world.ana)


def asked_already(world, make, agreed):
    make.catchup(world.pau, world.ana)


def about_to_meet(world, make, agreed):
    agreed(world.pau, world.ana)


@pytest.mark.parametrize(
    "between",
    [blocked, takes_none, quiet, introduced_already, asked_already, about_to_meet],
    ids=lambda one: one.__name__,
)
def test_when_the_two_cannot_be_told_nobody_is_and_the_proposer_sees_no_difference(
    between, world, make, agreed, browse, worker, mails, db
):
    path = f"/members/{world.ana.public_id}/introduction/{world.pau.public_id}"
    between(world, make, agreed)
    worker.drain()
    mails.empty()
    page = browse(world.mia).send(path, WHY)
    assert page.response.location == "/catchups/introductions"
    assert "You introduced Ana Ruiz Gómez and Pau Ferrer on" in browse(world.mia).page("/catchups/introductions").words
    worker.drain()
    assert list(mails) == []
    newest = db.query(Introduction).order_by(Introduction.id.desc()).first()
    assert newest.state == "untold"
    assert [(side.shown_until, side.reason) for side in db.scalars(_sides(newest.id))] == [(None, "")] * 2


def test_who_is_asked_by_people_they_know_is_told_when_they_know_the_proposer(world, make, worker, mails):
    for person in (world.ana, world.pau):
        make._kept(Availability(person_id=person.id, catchups="related"))
    make.introduction(world.lin, world.ana, world.mia)
    assert make.introduction(world.mia, world.ana, world.lin).state == "open", "Mia was Ana's mentor"
    assert make.introduction(world.lin, world.pau, world.cora).state == "untold"


# --- answering ------------------------------------------------------------------------------------------------------


def test_both_are_told_and_it_waits_at_home_and_among_their_catchups(world, browse, proposed, mails):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side, other in ((world.ana, sides[0], world.pau), (world.pau, sides[1], world.ana)):
        said = f"{world.mia.name} thinks that you and {other.name} would enjoy meeting"
        (message,) = mails.to(person.email)
        assert message["subject"] == said
        for path in ("/", "/catchups", "/catchups/introductions"):
            page = browse(person).page(path)
            assert said in page.words
            assert address(side) in page.links
        say(browse(person), side, "no")
        for path in ("/", "/catchups"):
            assert said not in browse(person).page(path).words


def test_two_yeses_begin_a_catchup_and_both_hear_of_it_at_the_same_time(world, browse, proposed, worker, mails, db):
    sides = proposed(world.mia, world.ana, world.pau)
    mails.empty()
    say(browse(world.pau), sides[1], "yes")
    say(browse(world.ana), sides[0], "yes")
    worker.drain()
    assert list(mails) == [], "who said yes second learns no earlier than the first"
    worker.job("catchups.settle_introductions")
    worker.drain()
    (catchup,) = begun(db)
    assert (catchup.state, catchup.turn_id, catchup.round) == ("asked", None, 1)
    assert [message["subject"] for message in mails] == [
        "You and Pau Ferrer would both like to meet",
        "You and Ana Ruiz Gómez would both like to meet",
    ]
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        page = browse(person).page(f"/catchups/{catchup.public_id}")
        assert "You were introduced, and both said yes." in page.words
        assert f"/catchups/{catchup.public_id}/proposal" in page.links
        assert "Waiting for you" in browse(person).page("/catchups").words
        browse(person).page(address(side), 404)


@pytest.mark.parametrize("first", ["ana", "pau"])
def test_either_of_the_two_may_propose_times_and_the_other_agrees(first, world, proposed, worker, mails, db, browse):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    (catchup,) = begun(db)
    mine = getattr(world, first)
    other = {"ana": world.pau, "pau": world.ana}[first]
    actions.propose(mine, catchup, times=[FIRST])
    assert catchup.turn_id == other.id
    mails.empty()
    worker.drain()
    assert f"{mine.name} proposes times" in [str(mail["Subject"]) for mail in mails.to(other.email)]
    browse(mine).page(f"/catchups/{catchup.public_id}")
    browse(other).page(f"/catchups/{catchup.public_id}")
    with pytest.raises(Conflict):
        actions.accept(mine, catchup, starts_at=FIRST)
    actions.accept(other, catchup, starts_at=FIRST)
    assert catchup.state == "agreed"


@pytest.mark.parametrize("who", ["ana", "pau"])
def test_either_may_say_not_now_and_the_other_hears_it(who, world, proposed, worker, mails, db, browse):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    (catchup,) = begun(db)
    mine = getattr(world, who)
    other = {"ana": world.pau, "pau": world.ana}[who]
    mails.empty()
    # Neither asked: nobody is told that the other could ask again after a day, nor whom instead.
    browse(mine).page(f"/catchups/{catchup.public_id}/refusal", status=303)
    assert "Ask me again" not in browse().page(f"/catchups/not-now/{NOT_NOW.token(mine, catchup.id)}").words
    browse(mine).send(f"/catchups/{catchup.public_id}/withdrawal", status=403)
    browse(mine).send(f"/catchups/{catchup.public_id}/refusal")
    worker.drain()
    assert [message["To"] for message in mails] == [f"{other.name} <{other.email}>"]
    assert "You said “not now”" in browse(mine).page(f"/catchups/{catchup.public_id}").words
    assert "does not fit" in browse(other).page(f"/catchups/{catchup.public_id}").words


def test_when_neither_proposes_a_time_both_are_reminded_once_and_then_it_rests_in_silence(
    world, proposed, worker, mails, db, clock
):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    worker.drain()
    mails.empty()
    for day in range(1, 20):
        clock.move_to(NOW + timedelta(days=day, hours=1))
        worker.job("catchups.remind_to_answer")
        worker.job("catchups.lapse")
        worker.drain()
    assert [message["subject"] for message in mails] == [
        "When would you like to meet Pau Ferrer?",
        "When would you like to meet Ana Ruiz Gómez?",
    ]
    assert begun(db)[0].state == "lapsed"


def test_a_changed_mind_counts_until_it_rests(world, proposed, worker, browse, db):
    sides = proposed(world.mia, world.ana, world.pau)
    say(browse(world.ana), sides[0], "yes")
    say(browse(world.ana), sides[0], "no")
    say(browse(world.pau), sides[1], "yes")
    worker.job("catchups.settle_introductions")
    assert begun(db) == []
    say(browse(world.ana), sides[0], "yes")
    worker.job("catchups.settle_introductions")
    worker.job("catchups.settle_introductions")
    assert len(begun(db)) == 1


def test_late_answers_find_that_it_rests(world, proposed, browse, clock, worker, db):
    sides = proposed(world.mia, world.ana, world.pau)
    actions.answer_introduction(world.ana, sides[0], wants=True)
    clock.move_to(NOW + timedelta(days=30))
    browse(world.pau).page(address(sides[1]), 404)
    browse(world.pau).send(f"{address(sides[1])}/answer", {"wants": "yes"}, status=404)
    with pytest.raises(Conflict):
        actions.answer_introduction(world.pau, sides[1], wants=True)
    worker.job("catchups.settle_introductions")
    assert begun(db) == []


def test_two_yeses_in_time_count_although_the_clock_looks_later(world, proposed, worker, clock, db):
    sides = proposed(world.mia, world.ana, world.pau)
    clock.move_to(NOW + timedelta(days=30) - timedelta(minutes=1))
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    clock.move_to(NOW + timedelta(days=30, minutes=10))
    worker.job("catchups.settle_introductions")
    assert len(begun(db)) == 1


@pytest.mark.parametrize("who", ["mia", "lin", "bea", "mod", "cora", "sam", None])
def test_nobody_but_the_one_it_is_for_sees_a_side(who, world, proposed, browse):
    sides = proposed(world.mia, world.ana, world.pau)
    person = getattr(world, who) if who else None
    for side in sides:
        for response in (
            browse(person, checks=False).get(address(side)),
            browse(person, checks=False).post(f"{address(side)}/answer", data={"wants": "yes"}),
        ):
            assert response.status_code == 404 or (response.status_code == 303 and "next=" in response.location)
            assert WHY["reason_for_one"] not in response.text
    browse(world.pau).page(address(sides[0]), 404)


def test_nonsense_as_an_answer_changes_nothing(world, proposed, browse, db):
    sides = proposed(world.mia, world.ana, world.pau)
    browse(world.ana).send(f"{address(sides[0])}/answer", {"wants": "perhaps"}, status=422)
    browse(world.ana).send(f"{address(sides[0])}/answer", {}, status=422)
    assert sides[0].wants is None


# --- from the mail --------------------------------------------------------------------------------------------------


def links_in(message) -> tuple[str, str]:
    yes, no = re.findall(r"http://localhost(/catchups/introduced/\S+)", text_of(message))
    return yes, no


@pytest.mark.parametrize(("number", "wants"), [(0, True), (1, False)])
def test_a_link_of_the_mail_answers_signed_out_and_opening_it_changes_nothing(
    number, wants, world, proposed, browse, mails, db
):
    sides = proposed(world.mia, world.ana, world.pau)
    link = links_in(mails.to("ana@example.org")[0])[number]
    visitor = browse()
    for _look in range(2):
        page = visitor.page(link)
        assert ("post", link) in page.forms
    assert WHY["reason_for_one"] not in page.words
    assert sides[0].wants is None
    for _again in range(2):
        said = visitor.follow(visitor.send(link))
        assert "It is noted" in said.words
        assert ("post", link) not in said.forms
    db.refresh(sides[0])
    assert sides[0].wants is wants
    assert sides[1].wants is None


def test_a_link_is_kind_when_it_is_late_begun_or_blocked(world, proposed, browse, mails, clock, make, worker, db):
    sides = proposed(world.mia, world.ana, world.pau)
    link = links_in(mails.to("ana@example.org")[0])[0]
    savepoint = db.begin_nested()
    make.block(world.pau, world.ana)
    assert "come to rest" in browse().page(link).words
    savepoint.rollback()
    db.expire_all()
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    assert "come to rest" in browse().follow(browse().send(link)).words
    clock.move_to(NOW + timedelta(days=30, hours=2))
    assert "come to rest" in browse().page(link).words
    clock.move_to(NOW + timedelta(days=32))
    assert browse(checks=False).get(link).status_code in {404, 410}


def test_a_link_answers_for_one_person_and_one_purpose(world, proposed, browse, db):
    sides = proposed(world.mia, world.ana, world.pau)
    of_another = INTRODUCED.token(world.lin, sides[0].id, True)
    assert "come to rest" in browse().page(f"/catchups/introduced/{of_another}").words
    browse().send(f"/catchups/introduced/{of_another}")
    assert sides[0].wants is None
    broken = browse(checks=False).get(f"/catchups/introduced/{of_another}x")
    assert broken.status_code in {404, 410}
    suspended = INTRODUCED.token(world.sam, sides[0].id, True)
    assert browse(checks=False).get(f"/catchups/introduced/{suspended}").status_code == 404


def test_a_mail_is_not_sent_any_more_to_who_has_answered(world, worker, mails, db):
    introduction = actions.introduce(world.mia, world.ana, world.pau, **WHY)
    actions.answer_introduction(world.ana, introduction.sides[0], wants=False)
    worker.drain()
    assert [message["To"] for message in mails] == ["Pau Ferrer <pau@example.org>"]


# --- blocks, suspension, leaving ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("blocker", "blocked_one"), [("ana", "pau"), ("pau", "ana")])
def test_a_block_between_the_two_ends_it_for_both(blocker, blocked_one, world, proposed, browse, worker, mails, db):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    mails.empty()
    accounts.block(getattr(world, blocker), getattr(world, blocked_one))
    worker.job("catchups.settle_introductions")
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        browse(person).page(address(side), 404)
    worker.drain()
    worker.job("catchups.settle_introductions")
    assert begun(db) == []
    assert list(mails) == []


@pytest.mark.parametrize(("blocker", "blocked_one"), [("ana", "mia"), ("mia", "ana")])
def test_a_block_with_the_proposer_is_gone_for_the_one_and_unseen_by_the_other(
    blocker, blocked_one, world, proposed, browse, worker, mails, db
):
    sides = proposed(world.mia, world.ana, world.pau)
    actions.answer_introduction(world.ana, sides[0], wants=True)
    before = browse(world.pau).page(address(sides[1])).text
    mails.empty()
    accounts.block(getattr(world, blocker), getattr(world, blocked_one))
    worker.drain()
    browse(world.ana).page(address(sides[0]), 404)
    assert without_tokens(browse(world.pau).page(address(sides[1])).text) == without_tokens(before)
    say(browse(world.pau), sides[1], "yes")
    worker.job("catchups.settle_introductions")
    worker.drain()
    assert begun(db) == []
    assert list(mails) == []


def without_tokens(html: str) -> str:
    return re.sub(r'(name="csrf_token" value|nonce|content)="[^"]*"', "", html)


@pytest.mark.parametrize("who", ["mia", "ana", "pau"])
@pytest.mark.parametrize("how", ["suspend", "leave"])
def test_who_is_suspended_or_leaves_takes_it_along(how, who, world, proposed, browse, worker, mails, db):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    gone = getattr(world, who)
    if how == "suspend":
        accounts.suspend(world.cora, gone, reason="Wrote unkindly.", until=None)
    else:
        accounts.leave(gone)
    worker.job("catchups.settle_introductions")
    worker.drain()
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        if person.is_present:
            browse(person).page(address(side), 404)
    if how == "suspend":
        accounts.reinstate(world.cora, gone)
    worker.job("catchups.settle_introductions")
    assert begun(db) == []
    assert db.query(Introduction).one().state == "rested"


# --- room -----------------------------------------------------------------------------------------------------------


def test_a_catchup_waits_until_both_have_room_and_nobody_sees_that_it_does(
    world, proposed, make, worker, browse, db, clock
):
    sides = proposed(world.mia, world.ana, world.pau)
    make._kept(Availability(person_id=world.pau.id, catchups_per_month=1))
    taken = make.catchup(world.lin, world.pau)
    said = {}
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        say(browse(person), side, "yes")
        said[person.id] = without_tokens(browse(person).page(address(side)).text)
    worker.job("catchups.settle_introductions")
    assert begun(db) == []
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        assert without_tokens(browse(person).page(address(side)).text) == said[person.id]
    actions.say_not_now(world.pau, queries.by_id(taken.id))
    worker.job("catchups.settle_introductions")
    assert len(begun(db)) == 1


def test_it_counts_for_the_month_of_both_and_not_among_the_requests_of_either(world, proposed, worker, db):
    sides = proposed(world.mia, world.ana, world.pau)
    for person, side in ((world.ana, sides[0]), (world.pau, sides[1])):
        actions.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    for person in (world.ana, world.pau):
        assert queries.given_by(person, NOW - timedelta(days=30)) == 1
        assert queries.open_requests_by(person) == 0
        assert queries.strangers_asked_by(person, NOW - timedelta(days=1)) == 0


def test_after_thirty_days_the_two_may_be_introduced_again(world, proposed, make, worker, clock):
    proposed(world.mia, world.ana, world.pau)
    clock.move_to(NOW + timedelta(days=29))
    assert make.introduction(world.lin, world.ana, world.pau).state == "untold"
    clock.move_to(NOW + timedelta(days=30))
    assert make.introduction(world.lin, world.pau, world.ana).state == "open"


def test_the_page_of_introductions_costs_the_same_with_few_and_with_many(world, make, browse, clock):
    def costs(path: str) -> int:
        browser = browse(world.ana, checks=False)
        browser.get(path)
        with statements() as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    def introduce(rows: int) -> None:
        for _number in range(rows):
            make.introduction(make.person(), world.ana, make.person())
            clock.shift(timedelta(hours=9))
            make.introduction(world.ana, make.person(), make.person())

    paths = ("/", "/catchups", "/catchups/introductions", "/catchups/introductions/new?q=person")
    introduce(1)
    few = [costs(path) for path in paths]
    introduce(8)
    assert [costs(path) for path in paths] == few
    assert few[2] <= 4 and few[3] <= 4, few
