"""Confidence is a property: everything that can carry a word from inside a circle, against every relation somebody can have to it.

tests/circles/confiding.py holds the world and the matrix: each thing that can be written has a word of its own that nothing
else holds. Whoever may not read it must not meet its word on any page of the whole application, in any mail, behind any link,
in the log, in a cookie, or in the database as it lies on the disk; whoever may, does. Coordinators are readers like all
others. What fails when something new could carry such a word stands in test_confidence_is_complete.py.
"""

import re
from email.message import EmailMessage

import pytest
from sqlalchemy import inspect, select

from community.circles.links import meeting_token, place_token
from community.circles.models import (
    Charter,
    CheckinAnswer,
    CheckinQuestion,
    CircleMeeting,
    CirclePost,
    CirclePromise,
    CircleReport,
    ClosingWords,
)
from community.circles.permissions import (
    READ_CHECKIN_ANSWER,
    READ_CLOSING_WORDS,
    SEE_CHARTER,
    SEE_MEETING,
    SEE_POST,
    SEE_PROMISE,
    SEE_QUESTION,
    SEE_REPORT,
)
from community.circles.permissions.charters import charters_visible_to
from community.circles.permissions.checkins import checkin_answers_visible_to, questions_visible_to
from community.circles.permissions.discussion import visible_to as posts_visible_to
from community.circles.permissions.ending import closing_words_visible_to
from community.circles.permissions.meetings import meetings_visible_to
from community.circles.permissions.promises import promises_visible_to
from community.circles.permissions.reports import visible_to as reports_visible_to
from community.core.extensions import db
from community.core.policy import can
from tests.access.addresses import fill, values_of_the_world
from tests.circles import making
from tests.circles.confiding import CASES, COORDINATORS, KEY, OPENINGS, confide, word

READERS = (
    "ana", "mia", "fay", "stan", "newc", "parted", "unsigned", "left", "removed", "asked", "invited", "waiting", "offered",
    "gone", "eve", "suspended", "departed", "pau", "lin", "mod", "cora", "asker", "second", "visitor",
)  # fmt: skip
CONCERNED = ("mia", "left", "asker", "second")  # whose matrix changes with an opening
# Inside from later on, parted by a block, gone, outside, coordinating: they open every page there is; the others those that can carry something of circles at all.
EVERYWHERE = ("newc", "parted", "left", "lin", "cora")
CARRYING = ("/circles", "/coordination", "/settings", "/members", "/milestones", "/ties", "/catchups")
ABOUT_CIRCLES = ("/circles", "/coordination", "/settings")  # where an opening may change what is there
WORD = re.compile("|".join(sorted(map(word, CASES), key=len, reverse=True)))


@pytest.fixture
def told(world, make):
    """The world, in which a coordinator has asked to open the circle."""
    return confide(world, make)


# --- the rules themselves ---------------------------------------------------------------------------------------------

# (permission, model, its SQL twin, the column or columns that hold the words)
RULES = (
    (SEE_POST, CirclePost, posts_visible_to, ("words",)),
    (SEE_MEETING, CircleMeeting, meetings_visible_to, ("place",)),
    (SEE_CHARTER, Charter, charters_visible_to, ("purpose",)),
    (SEE_QUESTION, CheckinQuestion, questions_visible_to, ("words",)),
    (READ_CHECKIN_ANSWER, CheckinAnswer, checkin_answers_visible_to, ("words",)),
    (SEE_PROMISE, CirclePromise, promises_visible_to, ("words",)),
    (READ_CLOSING_WORDS, ClosingWords, closing_words_visible_to, ("keep",)),
    (SEE_REPORT, CircleReport, reports_visible_to, ("words",)),
)


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_rules_say_for_everybody_what_the_matrix_says(world, make, opening):
    """An opening changes no rule: what it opens is read in one place, by statements of its own."""
    told = confide(world, make, opening)
    for name in READERS:
        reader = told.people[name]
        for permission, model, visible_to, columns in RULES:
            by_sql = set(db.session.scalars(select(inspect(model).primary_key[0]).where(visible_to(reader))))
            for row in db.session.scalars(select(model)).all():
                for case in _cases_in(row, columns):
                    expected = name in _by_rule(told, case)
                    assert can(reader, permission, row) is expected, f"{case} for {name}, by {permission}"
                    assert (row.id in by_sql) is expected, f"{case} for {name}, by the SQL of {permission}"


def _by_rule(told, case: str) -> set[str]:
    looking = {"asker", "second"} if told.opening_state == "open" and not case.startswith("report") else set()
    return {name for name in READERS if told.may_read(case, name)} - looking


def _cases_in(row, columns) -> set[str]:
    said = " ".join(getattr(row, column) or "" for column in columns)
    return {case for case in CASES if word(case) in WORD.findall(said)}


# --- absence: on every page of the application ------------------------------------------------------------------------


def addresses(told) -> dict[str, list[str]]:
    """url value → everything of the two circles it can stand for."""
    rows = told.rows
    members = [rows[name].public_id for name in ("farewell", "asked", "invited", "offered")]
    members += [making.seat_of(told.people[name], told.circle).public_id for name in ("mia", "newc")]
    posts = [row.public_id for row in db.session.scalars(select(CirclePost))]
    return {
        "circle": [told.circle.public_id, told.ended.public_id],
        "post": posts,
        "meeting": [rows["agenda"].public_id, rows["nextagenda"].public_id, rows["oldnotes"].public_id],
        "question": [rows["question"].public_id],
        "promise": [rows[name].public_id for name in ("promiseana", "promisemia", "oldpromise")],
        "poll": [rows["poll"].public_id],
        "member": members,
        "invitation": [rows["invited"].public_id],
        "request": [rows["asked"].public_id],
        "report": [rows["report"].public_id, rows["reportanswered"].public_id],
        "opening": [told.opening.public_id],
        "number": ["1", "2"],
        "person": [told.people[name].public_id for name in ("ana", "mia", "fay")],
    }


def pages_of(app, told, values) -> list[str]:
    """Every page there is, once for each row of the two circles it can be asked for, and everywhere one can look for words."""
    found, rows = [], addresses(told)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
            continue
        for changed in _each(rule, rows):
            found.append(fill(rule, values | changed))
    found += [f"/circles/{circle.public_id}/search?q={KEY}" for circle in (told.circle, told.ended)]
    found += [f"{path}?q={KEY}" for path in ("/circles", "/members", "/milestones", "/coordination/circles")]
    return sorted(set(found))


def _each(rule, rows) -> list[dict[str, str]]:
    known = [name for name in sorted(rule.arguments) if name in rows]
    found: list[dict[str, str]] = [{}]
    for name in known:
        found = [one | {name: value, f"{rule.endpoint}:{name}": value} for one in found for value in rows[name]]
    return found


def _text(answer) -> str:
    return answer.get_data(as_text=True) if answer.mimetype.startswith(("text/", "application/")) else ""


def _crawl(app, told, browse, values, names, *, only: tuple[str, ...] = ("/",)) -> None:
    for name in names:
        forbidden = {word(case) for case in CASES if not told.may_read(case, name)}
        browser = browse(told.people[name], checks=False)
        for path in pages_of(app, told, values):
            if path != "/" and not path.startswith(only):
                continue
            with browser.get(path) as answer:
                met = forbidden & set(WORD.findall(_text(answer)))
            assert not met, f"{name} meets {sorted(met)} at {path}"
            assert answer.status_code < 500 or path == "/readyz", f"{name} at {path}: {answer.status}"


def _groups(names, size: int = 6):
    return [names[start : start + size] for start in range(0, len(names), size)]


@pytest.mark.parametrize("names", _groups(READERS), ids="-".join)
def test_whoever_may_not_read_it_meets_it_nowhere(app, world, make, told, browse, names):
    values = values_of_the_world(db.session, world, make)
    _crawl(app, told, browse, values, [name for name in names if name in EVERYWHERE])
    _crawl(app, told, browse, values, [name for name in names if name not in EVERYWHERE], only=CARRYING)


@pytest.mark.parametrize("opening", ["declined", "open", "over"])
def test_an_opening_shows_the_two_what_it_opens_and_nobody_anything_else(app, world, make, browse, opening):
    told = confide(world, make, opening)
    _crawl(app, told, browse, values_of_the_world(db.session, world, make), CONCERNED, only=ABOUT_CIRCLES)


# What somebody who has nothing to do with a circle may still ask for: it answers all circles alike, or is theirs.
STRANGERS = ("lin", "mod", "left", "gone", "departed", "pau")
OPEN_TO_LEFT = {"circles.tell", "circles.report_circle"}  # who was in it may tell a coordinator


@pytest.mark.parametrize("name", STRANGERS)
def test_an_address_tells_nobody_that_it_exists(app, told, browse, name):
    """What a member may not know answers as if it were not there, on every address and for every method."""
    browser, rows = browse(told.people[name], checks=False), addresses(told)
    inside = set(rows) - {"number", "person"}
    for rule in app.url_map.iter_rules():
        if not (inside & rule.arguments) or (name == "left" and rule.endpoint in OPEN_TO_LEFT):
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            nothing = {argument: ["AAAAAAAAAAAA"] for argument in inside} | {"number": ["1"]}
            answers = {
                browser.open(fill(rule, one), method=method).status_code
                for values in (rows, nothing)
                for one in _each(rule, values)
                if set(one) >= rule.arguments
            }
            assert len(answers) <= 1 and answers <= {404, 403, 303}, f"{name}: {method} {rule.rule}: {answers}"


# --- presence: what may be read is there ------------------------------------------------------------------------------


def where(told, case: str, reader: str) -> str:
    """The page on which somebody who may read it finds it."""
    here, gone, rows = f"/circles/{told.circle.public_id}", f"/circles/{told.ended.public_id}", told.rows
    looks = reader in ("asker", "second")
    opened = f"/circles/openings/{told.opening.public_id}"
    if case in ("post", "postmia", "reply", "replyana", "postlate", "edited"):
        begun = {"reply": "post", "replyana": "postmia"}.get(case, case)
        return f"{opened}/talk" if looks else f"/circles/posts/{rows[begun].public_id}"
    if case in ("agenda", "notes", "nextagenda") and looks:
        return f"{opened}/meetings"
    if case in ("agenda", "notes", "place", "nextagenda", "nextplace", "oldnotes", "reason"):
        return f"/circles/meetings/{rows[case].public_id}"
    if case in ("report", "reportanswered", "reportanswer"):
        return f"/circles/reports/{rows['report' if case == 'report' else 'reportanswered'].public_id}"
    if case in ("name", "oldname") and reader in ("cora", "asker", "second"):
        return "/coordination/circles"
    if case == "openingnotice" and reader not in ("cora", "asker", "second"):
        return "/settings/opened"
    return {
        "name": f"/circles/farewells/{rows['farewell'].public_id}" if reader == "removed" else here,
        "purpose": here if reader in ("asked", "invited", "waiting", "offered") else f"{here}/people",
        "charter": f"{here}/charter",
        "charterold": f"{here}/charter/versions/1",
        "question": f"/circles/meetings/{rows['agenda'].public_id}/checkin",
        "answerana": f"/circles/meetings/{rows['agenda'].public_id}/checkin",
        "answermia": f"/circles/meetings/{rows['agenda'].public_id}/checkin",
        "answerparted": f"/circles/meetings/{rows['agenda'].public_id}/checkin",
        "promiseana": f"{here}/promises",
        "promisemia": f"{here}/promises",
        "asking": here if reader == "asked" else f"{here}/people",
        "farewell": f"/circles/farewells/{rows['farewell'].public_id}",
        "openingreason": opened,
        "openingnotice": opened,
        "wish": "/circles/wish",
        "oldname": gone,
        "oldpost": f"/circles/posts/{rows['oldpost'].public_id}",
        "oldpromise": f"{gone}/promises",
        "closingana": f"{gone}/closing",
        "closingmia": f"{gone}/closing",
    }[case]


# Theirs to read, and on no page of its own: drafts hold the wishes; what one asked with is not shown back.
ELSEWHERE = {("wish", name) for name in COORDINATORS} | {("asking", "asked")}


@pytest.mark.parametrize("opening", ["asked", "open"])
def test_whoever_may_read_it_finds_it_there(world, make, browse, opening):
    told, missed = confide(world, make, opening), []
    for name in READERS:
        browser = browse(told.people[name], checks=False)
        for case in CASES:
            if told.may_read(case, name) and (case, name) not in ELSEWHERE and case != "purpose":
                page = browser.get(where(told, case, name), follow_redirects=True)
                if word(case) not in WORD.findall(page.text):
                    missed.append(f"{name} misses {case} at {page.request.path}: {page.status}")
    assert not missed, "\n".join(missed)


# --- mails, links, the log, cookies -----------------------------------------------------------------------------------


def parts_of(mail: EmailMessage) -> str:
    """All of a mail as it is read: subject, bodies and calendar parts, decoded."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail["Subject"]), *(part.decode() for part in parts if part), mail.as_string()])


def test_no_mail_holds_a_word_of_it_nor_names_a_circle_that_is_not_listed(world, make, worker, mails):
    told = confide(world, make, "open")
    for job in (
        "circles.remind_to_meet",
        "circles.ask_about_charters",
        "circles.places",
        "circles.promises",
        "circles.end",
    ):
        worker.job(job)
    worker.drain()
    assert len(mails.messages) > 20, "the test looks at nothing"
    for mail in mails:
        assert not WORD.search(parts_of(mail)), f"{mail['Subject']} to {mail['To']} holds a word of it"
    addresses = {person.email: name for name, person in told.people.items() if person is not None}
    to = {addresses[address] for mail in mails for address in addresses if address in mail["To"]}
    assert not to & {"lin", "mod", "suspended", "departed", "gone", "pau"}, (
        "who has nothing to do with it hears nothing of it"
    )


def test_no_link_of_a_mail_shows_anything_of_the_inside_to_who_is_signed_out(world, make, browse, worker, mails):
    confide(world, make, "open")
    worker.drain()
    links = {link for mail in mails for link in re.findall(r"http://localhost(/[^\s\"<>]+)", parts_of(mail))}
    assert any("/circles/answer/" in link for link in links)
    for browser in (browse(checks=False), browse(world.lin, checks=False), browse(world.cora, checks=False)):
        for link in links:
            met = set(WORD.findall(browser.get(link.replace("&amp;", "&")).text))
            allowed = {word(case) for case in ("name", "purpose", "oldname")}
            if "/reports/" in link or "/openings/" in link:
                allowed |= {
                    word(case)
                    for case in ("report", "reportanswered", "reportanswer", "openingreason", "openingnotice")
                }
            assert met <= allowed, f"{link} shows {met - allowed}"


def test_a_link_of_somebody_who_may_not_read_it_any_more_opens_nothing(told, browse):
    visitor = browse(checks=False)
    for name in ("left", "removed", "suspended", "departed", "gone", "lin"):
        person = told.people[name]
        tokens = [f"/circles/meetings/by-mail/{meeting_token(person, told.rows['nextagenda'])}"]
        tokens += [f"/circles/answer/{place_token(person, told.rows['invited'], wants=True)}"]
        for path in tokens:
            for answer in (visitor.get(path), visitor.post(path)):
                assert not WORD.search(answer.text), f"the link of {name} shows something"
                assert answer.status_code in (200, 303, 404, 410)


def test_nothing_that_is_typed_stands_in_the_log_or_in_a_cookie(told, browse, caplog):
    here, rows = f"/circles/{told.circle.public_id}", told.rows
    sent = [
        ("ana", f"{here}/posts", {"words": "Of typedword."}),
        ("ana", f"/circles/posts/{rows['post'].public_id}/replies", {"words": "Of typedword."}),
        ("ana", f"{here}/promises", {"words": "Of typedword.", "due_on": "2099-01-01"}),
        (
            "ana",
            f"/circles/meetings/{rows['nextagenda'].public_id}/answer",
            {"answer": "no", "reason": "Of typedword."},
        ),
        ("mia", f"/circles/meetings/{rows['agenda'].public_id}/notes", {"words": "Of typedword.", "revision": "1"}),
        ("mia", f"{here}/report", {"words": "Of typedword."}),
        ("cora", f"/circles/reports/{rows['report'].public_id}/answer", {"words": "Of typedword."}),
    ]
    with caplog.at_level(0):
        for name, path, data in sent:
            browser = browse(told.people[name], checks=False)
            answer = browser.post(path, data=data)
            assert answer.status_code in (303, 422), f"{path}: {answer.status}"
            cookie = browser.get_cookie(browser.application.config["SESSION_COOKIE_NAME"])
            assert "typedword" not in str(browser._signer().loads(cookie.value)), f"a cookie after {path}"
            assert "typedword" not in (answer.location or ""), f"an address after {path}"
        browse(told.people["ana"], checks=False).get(f"{here}/search?q=typedword")
    assert "typedword" not in caplog.text


def test_a_block_of_others_hides_no_request(world, make, browse):
    """A block parts two people, and nobody else: the clause of the door looks at the person of its own row."""
    told = confide(world, make)
    page = browse(told.people["fay"], checks=False).get(f"/circles/{told.circle.public_id}/people").text
    assert word("asking") in page
