"""Consent is a property: everything that can carry a milestone, against every relation somebody can have to it.

The world below holds a milestone of every kind of standing, each with a word of its own that nothing else holds. Whoever
may not read one must not meet its word on any page of the whole application, in any mail, by any link; whoever may, does.
The last tests fail when something new could carry milestones and nobody has said so here.
"""

import dataclasses
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from community.accounts.models import Person
from community.core import clock, registry
from community.core.extensions import db
from community.core.mail import OutgoingMail, in_words_of
from community.core.policy import can
from community.milestones import actions, letter
from community.milestones.links import token_for
from community.milestones.models import Congratulation, Milestone
from community.milestones.permissions import SEE_CONGRATULATION, SEE_MILESTONE, visible_to
from community.milestones.permissions.congratulations import visible_to as congratulations_visible_to
from community.ties.models import Tie
from tests.access.addresses import fill, values_of_the_world

EVERYBODY = {"ana", "mia", "pau", "lin", "dan", "mod", "cora"}

# Which of the cast may read it. ana is the subject, mia mentored her, lin has a tie with her, pau was in her cohort (as was
# mia); ana blocked bea, mia blocked dan; ana and pau are in a circle. Everybody else of the cast may read nothing at all.
MAY_READ: dict[str, set[str]] = {
    "owneveryone": EVERYBODY,
    "ownmentorships": {"ana", "mia"},
    "ownties": {"ana", "lin"},
    "owncohort": {"ana", "mia", "pau"},
    "owncircle": {"ana", "pau"},
    "waiting": {"ana", "mia"},
    "declined": {"mia"},
    "approved": EVERYBODY - {"dan"},
    "approvednarrow": {"ana", "mia", "pau"},  # pau tells it
    "narrowed": {"ana", "mia"},
    "widerwish": {"ana", "mia"},
    "widened": EVERYBODY,
    "takenback": set(),
    "subjectleft": set(),
    "subjectsuspended": set(),
    "twoblocked": set(),
}
NOBODY = ("visitor", "bea", "sam", "ina", "lou")
CURIOUS = ("lin", "pau", "dan", "bea", "cora")
READERS = (*sorted(EVERYBODY - {"mod"}), *NOBODY)  # whatever a moderator opens, a coordinator does too


def word(case: str) -> str:
    """The word only this milestone holds; what is said to it and the thanks hold it too."""
    return f"tidewrack{case}"


def key(case: str) -> str:
    """Another word of it, by which it is looked for: what somebody typed stands on the page they get."""
    return f"seaglass{case}"


def a_picture() -> BytesIO:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)
    return picture


@dataclasses.dataclass
class Told:
    """The milestones by case, the readers by name, and what was said to some of them before and after widening."""

    milestones: dict[str, Milestone]
    readers: dict[str, Person | None]
    said: dict[str, Congratulation]

    def may_read(self, case: str, reader: str) -> bool:
        return reader in MAY_READ[case]


@pytest.fixture
def told(world, make, db) -> Told:
    """One milestone of each case."""
    dan = make.person(name="Dan Berg")
    make.block(world.mia, dan)
    make.tie(world.ana, world.lin)
    made = {case: _tell(case, world, make) for case in MAY_READ}
    readers = {
        name: getattr(world, name) for name in ("ana", "mia", "pau", "lin", "mod", "cora", "bea", "sam", "ina", "lou")
    }
    said = _say(made, world)
    db.flush()
    return Told(made, readers | {"dan": dan, "visitor": None}, said)


def _tell(case: str, world, make) -> Milestone:
    values = {
        "words": f"Of {word(case)} and {key(case)}.",
        "picture": a_picture(),
        "picture_alt": f"Seen: {word(case)}",
    }
    ana, mia, pau = world.ana, world.mia, world.pau
    cohort = {"audience": "cohort", "which": world.cohort.public_id}
    if case == "owncircle":
        circle = make.circle(ana, pau, is_listed=False).circle
        return make.milestone(ana, audience="circle", which=circle.public_id, **values)
    if case in ("owneveryone", "takenback"):
        milestone = make.milestone(ana, **values)
    elif case in ("ownmentorships", "ownties"):
        milestone = make.milestone(ana, audience=case.removeprefix("own"), **values)
    elif case == "owncohort":
        milestone = make.milestone(ana, **cohort, **values)
    elif case in ("waiting", "declined"):
        milestone = make.milestone(ana, mia, approved=False, **values)
    elif case == "approved":
        milestone = make.milestone(ana, mia, **values)
    elif case == "approvednarrow":
        milestone = make.milestone(ana, pau, audience="mentorships", **values)
    elif case in ("narrowed", "widerwish"):
        milestone = make.milestone(ana, mia, audience="everyone" if case == "narrowed" else "mentorships", **values)
    elif case == "widened":
        milestone = make.milestone(ana, audience="mentorships", **values)
    elif case in ("subjectleft", "subjectsuspended"):
        milestone = make.milestone(make.person(), mia, **values)
    else:
        assert case == "twoblocked"
        milestone = make.milestone(make.person(), mia, **values)
    return milestone


def _say(made: dict[str, Milestone], world) -> dict[str, Congratulation]:
    """What was said, and the steps that come after it."""
    said = {}
    for case in ("owneveryone", "ownmentorships", "narrowed", "widened", "takenback", "twoblocked", "subjectleft"):
        milestone = made[case]
        who = world.pau if case in ("twoblocked", "subjectleft") else world.mia
        said[case] = actions.congratulate(who, milestone, words=f"Said of {word(case)}.")
        actions.thank(milestone.subject, said[case], words=f"Thanks of {word(case)}.", openly=True)
    actions.decline(world.ana, made["declined"])
    actions.set_audience(world.mia, made["narrowed"], audience="mentorships")
    actions.set_audience(world.mia, made["widerwish"], audience="everyone")
    actions.set_audience(world.ana, made["widened"], audience="everyone")
    actions.take_back(world.ana, made["takenback"])
    made["subjectleft"].subject.standing = "left"
    made["subjectsuspended"].subject.standing = "suspended"
    db.session.add(_block(made["twoblocked"]))
    return said


def _block(milestone: Milestone):
    from community.accounts.models import Block

    return Block(blocker_id=milestone.subject_id, blocked_id=milestone.author_id)


# --- the rule itself ------------------------------------------------------------------------------------------


def test_the_rule_says_for_everybody_what_the_table_above_says(told):
    for name, reader in told.readers.items():
        by_sql = set(db.session.scalars(select(Milestone.id).where(visible_to(reader))))
        for case, milestone in told.milestones.items():
            expected = told.may_read(case, name)
            assert can(reader, SEE_MILESTONE, milestone) is expected, f"{case} for {name}, by the predicate"
            assert (milestone.id in by_sql) is expected, f"{case} for {name}, by SQL"


def test_words_said_stay_with_those_who_could_read_them_then(told):
    """Said while it was for mentors and coachees: after the widening others read the milestone, and not the words."""
    for name, reader in told.readers.items():
        by_sql = set(db.session.scalars(select(Congratulation.id).where(congratulations_visible_to(reader))))
        for case, said in told.said.items():
            if case == "takenback":
                continue
            expected = told.may_read(case, name) and (case != "widened" or name in {"ana", "mia"})
            if case in ("owneveryone",) and name == "dan":
                expected = False  # mia, who said it, blocked dan
            assert can(reader, SEE_CONGRATULATION, said) is expected, f"{case} for {name}, by the predicate"
            assert (said.id in by_sql) is expected, f"{case} for {name}, by SQL"


# --- absence: on every page of the application ----------------------------------------------------------------


def pages_of(app, told: Told, values: dict[str, str], name: str) -> list[str]:
    """Every page there is, once for each milestone and congratulation it can be asked for, and for the people in them.

    What a curious member may not read is asked for, by every method, in the test of addresses further below.
    """
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
            continue
        for changed in _addresses(rule, told, name):
            found.append(fill(rule, values | changed))
    query = [f"q={key(case)}" for case in MAY_READ] + ["kind=new_role", "q=seaglass", "q=ana"]
    found += [f"/milestones?of={of}&{asked}" for of in ("people", "everyone") for asked in ["", *query]]
    found += [f"/members?q={key(case)}" for case in MAY_READ]
    return sorted(set(found))


def by_id(reader: Person | None) -> int | None:
    """Whose words are whose; a visitor has none."""
    return reader.id if reader is not None else None


def _untie(one: Person, other: Person) -> None:
    for tie in db.session.scalars(select(Tie).where(Tie.low_id == one.id, Tie.high_id == other.id)):
        db.session.delete(tie)
    db.session.flush()


def _addresses(rule, told: Told, name: str) -> list[dict[str, str]]:
    if "milestone" in rule.arguments:
        return [
            {"milestone": one.public_id, f"{rule.endpoint}:milestone": one.public_id}
            for case, one in told.milestones.items()
            if name not in CURIOUS or told.may_read(case, name)
        ]
    if "congratulation" in rule.arguments:
        return [{"congratulation": one.public_id} for one in told.said.values()]
    if "person" in rule.arguments:
        names = {told.readers["ana"].public_id, told.readers["mia"].public_id}
        return [{"person": name, f"{rule.endpoint}:person": name} for name in sorted(names)]
    return [{}]


@pytest.mark.parametrize("name", READERS)
def test_whoever_may_not_read_it_meets_it_nowhere(app, world, make, told, browse, name):
    values = values_of_the_world(db.session, world, make)
    _untie(world.ana, world.mia)  # made for the addresses of ties; here she is a mentor without one
    forbidden = [case for case in MAY_READ if not told.may_read(case, name)]
    reader = told.readers[name]
    browser = browse(reader, checks=False)
    unread = {"widened": "Said of " + word("widened")} if name not in {"ana", "mia"} else {}
    theirs = {case: said for case, said in told.said.items() if case in forbidden and case != "takenback"}
    own = {said.public_id: said.words for said in theirs.values() if said.person_id == by_id(reader)}
    for path in pages_of(app, told, values, name):
        with browser.get(path) as answer:
            text = answer.get_data(as_text=True) if answer.mimetype.startswith(("text/", "application/")) else ""
        for public_id, words in own.items():  # their own words are theirs, at two addresses; nothing else of it
            if path in ("/milestones/mine", f"/milestones/congratulations/{public_id}/removal"):
                assert words in text
                text = text.replace(words, "")
        for case in forbidden:
            assert word(case) not in text, f"{name} meets {case} at {path}"
        for case, words in unread.items():
            assert words not in text, f"{name} meets what was said to {case} at {path}"


@pytest.mark.parametrize("name", [name for name in READERS if name != "visitor"])
def test_a_letter_leads_nobody_to_what_they_may_not_read(told, name):
    reader, now = told.readers[name], clock.now()
    with in_words_of(reader):
        led = {line.thing for line in letter.lines(reader, now - timedelta(days=4000), now + timedelta(days=1))}
    forbidden = {f"milestone:{told.milestones[case].id}" for case in MAY_READ if not told.may_read(case, name)}
    assert not led & forbidden
    assert led or name != "pau", "the letter of one of her people tells something"


@pytest.mark.parametrize("name", CURIOUS)
def test_an_address_tells_nobody_that_it_exists(app, told, browse, name):
    """What a member may not read answers as if it were not there, on every address and for every method."""
    browser = browse(told.readers[name], checks=False)
    for rule in app.url_map.iter_rules():
        if "milestone" not in rule.arguments:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            hidden = [one for case, one in told.milestones.items() if not told.may_read(case, name)]
            for address in ["AAAAAAAAAAAA", *(one.public_id for one in hidden)]:
                answer = browser.open(fill(rule, {"milestone": address}), method=method)
                assert answer.status_code == 404, f"{name}: {method} {rule.rule}: {answer.status}"
                assert "tidewrack" not in answer.text, f"{name}: {method} {rule.rule} says a word of it"


def test_no_link_of_a_mail_opens_it_for_whoever_may_not_read_it(told, browse):
    for name, reader in told.readers.items():
        for case, milestone in told.milestones.items():
            if reader is None:
                continue
            path = f"/milestones/by-mail/{token_for(reader, milestone)}"
            for browser in (browse(checks=False), browse(told.readers["cora"], checks=False)):
                page = browser.get(path)
                if told.may_read(case, name):
                    assert milestone.picture and (case in ("waiting", "declined") or _gives_picture(browser, path))
                    continue
                assert word(case) not in page.get_data(as_text=True), f"the link of {name} shows {case}"
                with browser.get(f"{path}/picture") as picture:
                    assert picture.status_code in (404, 410), f"the link of {name} gives the picture of {case}"
                answer = browser.post(path, data={"words": "Found you."})
                assert answer.status_code in (404, 410), f"the link of {name} answers {case}: {answer.status}"


def _gives_picture(browser, path: str) -> bool:
    with browser.get(f"{path}/picture") as picture:
        return bool(picture.mimetype == "image/webp")


def test_no_mail_goes_to_whoever_may_not_read_it_and_none_holds_a_word_of_it(told, worker, mails):
    worker.drain()
    addresses = {reader.email: name for name, reader in told.readers.items() if reader is not None}
    posted = {row.message_id: row for row in db.session.scalars(select(OutgoingMail))}
    ids = {milestone.id: case for case, milestone in told.milestones.items()}
    for mail in mails:
        row = posted[str(mail["Message-ID"])]
        assert "tidewrack" not in mail.as_string(), row.kind
        if row.kind.startswith("milestones."):
            case = _case_of(row, ids)
            assert told.may_read(case, addresses.get(row.address, "")), f"{row.kind} about {case} to {row.address}"


def _case_of(row: OutgoingMail, ids: dict[int, str]) -> str:
    if "milestone_id" in row.context:
        return ids[row.context["milestone_id"]]
    said = db.session.get(Congratulation, row.context["congratulation_id"])
    assert said is not None
    return ids[said.milestone_id]


# --- presence: what may be read is there ----------------------------------------------------------------------

SHARED = [case for case, readers in MAY_READ.items() if readers and case not in ("waiting", "declined")]
RELATED = {"ana", "mia", "lin"}  # to ana: herself, her mentor, her tie

# (where, for which readers of those who may read it)
PLACES: dict[str, tuple[Callable[[str, Milestone], str], set[str]]] = {
    "feed of everyone": (lambda case, one: "/milestones?of=everyone", EVERYBODY),
    "feed of my people": (lambda case, one: "/milestones?of=people", RELATED),
    "feed by kind": (lambda case, one: "/milestones?of=everyone&kind=new_role", EVERYBODY),
    "search": (lambda case, one: f"/milestones?of=everyone&q={key(case)}", EVERYBODY),
    "permalink": (lambda case, one: f"/milestones/{one.public_id}", EVERYBODY),
    "all of a person": (lambda case, one: f"/milestones/of/{told_of(one)}", EVERYBODY),
}


def told_of(milestone: Milestone) -> str:
    subject = db.session.get(Person, milestone.subject_id)
    assert subject is not None
    return subject.public_id


@pytest.mark.parametrize("place", PLACES)
def test_whoever_may_read_it_finds_it_there(told, browse, place):
    path, readers = PLACES[place]
    for name in sorted(readers):
        browser = browse(told.readers[name], checks=False)
        for case in SHARED:
            if told.may_read(case, name):
                address = path(case, told.milestones[case])
                assert word(case) in browser.get(address).text, f"{name} misses {case} in {place}"


def test_its_picture_is_there_for_whoever_may_read_it(told, browse):
    for name in sorted(EVERYBODY):
        browser = browse(told.readers[name], checks=False)
        for case in SHARED:
            if told.may_read(case, name):
                for size in ("small", "large"):
                    with browser.get(f"/milestones/{told.milestones[case].public_id}/picture?size={size}") as answer:
                        assert (answer.status_code, answer.mimetype) == (200, "image/webp"), f"{name}: {case}"
                        assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("path", ["/", "/members/{ana}"])
def test_home_and_profile_show_it_to_her_mentor(world, make, browse, path):
    milestone = make.milestone(world.ana, words="Of tidewrack.")
    path = path.format(ana=world.ana.public_id)
    assert milestone.public_id in browse(world.mia, checks=False).page(path).text
    actions.set_audience(world.ana, milestone, audience="cohort", which=world.cohort.public_id)
    world_mentor = browse(world.mia, checks=False).page(path)
    assert milestone.public_id in world_mentor.text
    actions.take_back(world.ana, milestone)
    assert milestone.public_id not in browse(world.mia, checks=False).page(path).text


def test_what_waits_is_read_by_its_subject_and_what_was_declined_is_not(told, browse):
    ana = browse(told.readers["ana"], checks=False)
    assert word("waiting") in ana.page(f"/milestones/{told.milestones['waiting'].public_id}/answer").text
    ana.page(f"/milestones/{told.milestones['declined'].public_id}/answer", status=404)


def test_its_author_cannot_tell_a_no_from_waiting(told, browse, make, world):
    """Both pages of mia are the same but for the milestone's own name and word."""
    mia = browse(told.readers["mia"], checks=False)

    def seen(case: str) -> list[str]:
        one = told.milestones[case]
        texts = []
        for path in ("", "/edit", "/audience", "/removal", "/picture", "/answer"):
            with mia.get(f"/milestones/{one.public_id}{path}") as answer:
                text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            for own in (one.public_id, word(case), key(case), one.picture):
                text = text.replace(own, "")
            texts.append(f"{answer.status_code} {re.sub(r'nonce=.[^ >]*|value=.[^ >]*|v=[0-9a-f]+', '', text)}")
        return texts

    for waits, declined in zip(seen("waiting"), seen("declined"), strict=True):
        assert waits == declined


# --- nothing new escapes --------------------------------------------------------------------------------------

# Addresses of the room: each stands in the crawl above by itself; read here what each shows before adding one.
ADDRESSES = {
    "about", "allow_wider", "answer", "applaud", "approve", "audience", "by_mail", "change", "change_congratulation",
    "congratulate", "congratulate_by_mail", "decline", "edit", "edit_congratulation", "index", "keep_narrow", "mine",
    "of_person", "own_congratulation", "picture", "picture_by_mail", "removal", "say_thanks", "set_audience", "set_wishes", "settings", "share", "show",
    "take_applause_back", "take_back", "take_congratulation_back", "take_thanks_back", "tell", "thank",
}  # fmt: skip
# What the room says on pages and in places of others, by the list of the registry it stands in.
SAID_ELSEWHERE = {
    "mails": {"milestones.shared", "milestones.waits", "milestones.congratulated", "milestones.thanked"},
    "search": {"milestone"},
    "subscribers": {
        "tell_the_mentors", "ask_the_subject", "tell_the_subject", "tell_the_thanked", "name_changed", "picture_dropped",
    },
    "jobs": {"milestones.pictures"},
    "home_panels": {"waiting_at_home", "news_at_home", "days_at_home"},
    "profile_panels": {"on_profile"},
    "shared_past": {"shared_past"},
    "letter": {"lines"},
}  # fmt: skip


def test_every_address_of_the_room_is_known_here(app):
    found = {
        rule.endpoint.partition(".")[2] for rule in app.url_map.iter_rules() if rule.endpoint.startswith("milestones.")
    }
    assert found == ADDRESSES, (
        "a new address can carry a milestone: let the tests above find it (it does so by itself when its arguments are "
        "called milestone, congratulation or person), read what it shows to whom, and name it in ADDRESSES"
    )


def test_everything_the_room_says_elsewhere_is_known_here(app):
    found = {}
    for field in dataclasses.fields(registry.Registry):
        if field.name == "inbox":
            continue  # one object, of another room: what it shows are subjects of mails
        names = _names_of_the_room(getattr(registry.of_app(), field.name))
        if names and field.name not in ("features", "permissions", "navigation"):
            found[field.name] = names
    assert found == SAID_ELSEWHERE, (
        "a panel, mail, job or the like of the room can carry a milestone: test above that it carries it to nobody who may "
        "not read it, and name it in SAID_ELSEWHERE"
    )


def _names_of_the_room(entries) -> set[str]:
    if not isinstance(entries, dict):
        return {_name(entry) for entry in entries if _is_of_the_room(entry)}
    found = set()
    for key, entry in entries.items():
        several = entry if isinstance(entry, list) else [entry]
        mine = [one for one in several if _is_of_the_room(one)]
        if mine:
            found |= {_name(one) for one in mine} if isinstance(entry, list) else {key}
    return found


def _functions(entry) -> list:
    return [one for one in (entry if isinstance(entry, tuple) else (entry,)) if callable(one)]


def _is_of_the_room(entry) -> bool:
    return any(getattr(one, "__module__", "").startswith("community.milestones") for one in _functions(entry))


def _name(entry) -> str:
    return _functions(entry)[0].__name__


def test_nobody_but_the_room_reads_its_tables():
    root = Path(__file__).parents[2] / "community"
    for path in root.rglob("*.py"):
        inside = path.relative_to(root).parts[0]
        if inside in ("milestones", "demo", "features.py"):
            continue
        assert not re.search(
            r"community\.milestones|\bmilestones\b.*\b(select|from)\b", path.read_text(encoding="utf-8")
        ), (
            f"{path.relative_to(root)} reaches into the room of milestones: let the room say it (a panel, a happening), so that "
            "the tests here look at it"
        )
