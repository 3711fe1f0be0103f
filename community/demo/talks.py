"""What people of the demo write to each other and say beside a catch-up: threads, again, not now but …, introductions."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.actions.talking import note_read
from community.catchups.models import CatchUp
from community.core import clock
from community.core.errors import Missing, Refusal
from community.core.extensions import db
from community.demo.community import Community

# Who writes: the one who asked (0) or the one who was asked (1), and how many hours after the one before.
Words = Sequence[tuple[int, float, str]]
BEFORE_IT: Words = (
    (1, 3, "I am glad you asked. What shall we begin with: how it started for each of us, or what came after?"),
    (0, 5, "What came after. I have three questions, and one of them I have carried around for a year."),
    (1, 20, "Tell me that one before we talk, or I will think of nothing else."),
)
AFTER_IT: Words = (
    (0, 20, "Thank you for listening. I have asked for Fridays off, and they said yes before I had finished."),
    (1, 6, "I knew it! Now use them for the boat, not for mails."),
    (0, 30, "Today is the first one. The boat has a new coat of paint, and so have my trousers."),
)
EXCHANGE: Words = (
    (0, 0, "I found your name among the people who know about grants. What do you wish you had known the first time?"),
    (1, 26, "That the people who read it are tired and kind. Begin with what will be different when you are done."),
    (0, 4, "That turned my first page upside down, and it is better for it. May I ask again when the budget is due?"),
    (1, 2, "Any time. Budgets are where I shine, sadly."),
)
WHILE_WAITING: Words = (
    (1, 8, "Before I say yes to a day: is it all right without pictures? I listen better when I can walk about."),
)
REASONS = (
    (
        "You asked me about moving abroad with a family. {other} did it twice and laughs about it now.",
        "{one} is thinking about moving abroad and asks good questions. I thought of you at once.",
    ),
    (
        "{other} keeps an old project alive with three volunteers. You would understand each other without many words.",
        "{one} wrote the guide for new volunteers you liked so much. I think you would enjoy a call.",
    ),
)


def add_talks(built: Community, coming: CatchUp, walked: CatchUp) -> None:
    """Around the alumna: `coming` is ahead of her, `walked` lies long behind."""
    ana, mia, jon, cora = (built.one(f"{key}@demo.example") for key in ("alumna", "mentor", "peer", "coordinator"))
    others = [person for person in built.members if person not in (ana, mia, jon, cora)]
    _talk(coming, BEFORE_IT, unread=1)
    _talk(walked, AFTER_IT)
    _again(walked, ana, mia)
    # In the order of time: how many one may ask is counted from each day on.
    _first(others, lambda other: _ask_me_after(built, ana, other))
    _again(_first(others, lambda other: _met(built, ana, other)), ana)
    _first(others, lambda other: _ask_somebody_else(built, ana, other, others))
    _talk(_first(others, lambda other: _wrote(built, ana, other)), EXCHANGE[1:])
    _first(others, lambda other: _possible_if_need_be(built, ana, other))
    waits, answered = [other for other in others if queries.availability_of(other).catchups == "anyone"][-2:]
    _introduce(built, jon, ana, answered, REASONS[1], days_ago=6)
    _introduce(built, mia, ana, waits, REASONS[0], days_ago=2)
    with clock.pretend(built.today - timedelta(days=5)):
        actions.answer_introduction(ana, queries.introductions_waiting(ana, clock.now())[-1], wants=True)


def _first(others: list[Person], scene: Callable[[Person], CatchUp]) -> CatchUp:
    """The scene with the first of the others who is open to it; everybody is in one at most."""
    for other in [*others]:
        others.remove(other)
        try:
            return scene(other)
        except Refusal:
            continue
    raise AssertionError("nobody of the demo is open to it")


def _talk(catchup: CatchUp, words: Words, *, unread: int = 0) -> None:
    """Say the words one after the other; all but the last `unread` have been read."""
    at = max(catchup.changed_at, catchup.asked_at)
    for number, (who, hours, text) in enumerate(words):
        at += timedelta(hours=hours)
        with clock.pretend(min(at, clock.now())):
            message = actions.write((catchup.asker, catchup.asked)[who], catchup, words=text)
            if number < len(words) - unread:
                note_read(db.session(), catchup.other_id(message.author_id), message)


def _again(catchup: CatchUp, *people: Person) -> None:
    for person in people:
        with clock.pretend(catchup.changed_at + timedelta(hours=2)):
            actions.say_again(person, catchup, again=True)


def _ask(built: Community, one: Person, other: Person, days_ago: float, topic: str = "") -> CatchUp:
    asked = built.today - timedelta(days=days_ago)
    times = [asked.replace(hour=hour) + timedelta(days=day) for day, hour in ((7, 9), (8, 16), (9, 12))]
    with clock.pretend(asked):
        return actions.ask(one, other, kind="call", mode="remote", minutes=30, topic=topic, times=times)


def _met(built: Community, one: Person, other: Person) -> CatchUp:
    catchup = _ask(built, one, other, 40, "returning after a break")
    with clock.pretend(built.today - timedelta(days=39)):
        actions.accept(other, catchup, starts_at=catchup.proposed[0].starts_at)
    with clock.pretend(built.today - timedelta(days=31)):
        actions.tell(other, catchup, met=True)
    return catchup


def _wrote(built: Community, one: Person, other: Person) -> CatchUp:
    with clock.pretend(built.today - timedelta(days=12)):
        return actions.write_first(one, other, words=EXCHANGE[0][2])


def _possible_if_need_be(built: Community, one: Person, other: Person) -> CatchUp:
    catchup = _ask(built, one, other, 2, "first job")
    _talk(catchup, WHILE_WAITING)
    said = zip(catchup.proposed, ("if_need_be", "no", "if_need_be"), strict=True)
    with clock.pretend(built.today - timedelta(days=1)):
        return actions.answer(other, catchup, answers={time.starts_at: word for time, word in said})


def _ask_me_after(built: Community, one: Person, other: Person) -> CatchUp:
    """The day has come two days ago."""
    catchup = _ask(built, one, other, 45, "statistics")
    with clock.pretend(built.today - timedelta(days=44)):
        return actions.say_not_now(other, catchup, ask_after=(built.today - timedelta(days=2)).date())


def _ask_somebody_else(built: Community, one: Person, other: Person, strangers: Sequence[Person]) -> CatchUp:
    instead = next((person for person in queries.people_to_suggest(other, one) if person in strangers), None)
    if instead is None:
        raise Missing
    catchup = _ask(built, one, other, 20, "open source")
    with clock.pretend(built.today - timedelta(days=18)):
        return actions.say_not_now(other, catchup, instead=instead)


def _introduce(
    built: Community, by: Person, one: Person, other: Person, reasons: tuple[str, str], days_ago: float
) -> None:
    for_one, for_other = (reason.format(one=one.name.split()[0], other=other.name.split()[0]) for reason in reasons)
    with clock.pretend(built.today - timedelta(days=days_ago)):
        actions.introduce(by, one, other, reason_for_one=for_one, reason_for_other=for_other)
