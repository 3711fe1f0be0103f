"""Catch-ups of the demo community in every state, each asked and answered at its own time."""

from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from community.accounts.models import Person
from community.catchups import actions
from community.catchups.models import CatchUp
from community.core import clock
from community.core.errors import Refusal
from community.demo import texts
from community.demo.community import Community
from community.demo.names import SPECIAL
from community.demo.talks import add_talks

LONG_AGO, LATELY = (20, 200), (1, 9)


def add_catchups(built: Community) -> None:
    """Between the people one signs in as, and a good number between the others."""
    ana, mia, jon, cora = (built.one(f"{key}@demo.example") for key in ("alumna", "mentor", "peer", "coordinator"))
    walked = _happened(built, ana, mia, days_ago=170)
    coming = _agreed(built, ana, jon, days_ago=4)
    _asked(built, mia, ana, days_ago=2)
    _asked(built, cora, mia, days_ago=1)
    _proposed_back(built, jon, cora, days_ago=3)
    _over_unanswered(built, jon, mia, days_ago=6)
    others = [person for person in built.members if person not in (ana, mia, jon, cora)]
    random = built.random
    scenes = [
        _happened,
        _happened,
        _agreed,
        _asked,
        _declined,
        _withdrawn,
        _cancelled,
        _missed,
        _lapsed,
        _over_unanswered,
    ]
    for number in range(60):
        one, other = random.sample(others, 2)
        scene = scenes[number % len(scenes)]
        days = random.randint(*LATELY) if scene in (_asked, _agreed) else random.randint(*LONG_AGO)
        try:
            scene(built, one, other, days_ago=days)
        except Refusal:
            continue  # not everybody is open to it, and some have blocked each other: so it is in life
    add_talks(built, coming, walked)


def ask_the_coordinator(built: Community) -> None:
    """Something waits for the coordinator too; asked last, so that it changes nothing that is drawn by lot."""
    cora = built.one("coordinator@demo.example")
    for person in built.members:
        if person.email not in SPECIAL:  # those one signs in as are to have room for asking themselves
            with suppress(Refusal):
                _asked(built, person, cora, days_ago=1)
                return


def _at(built: Community, days_ago: float) -> datetime:
    return built.today - timedelta(days=days_ago)


def _ask(built: Community, one: Person, other: Person, days_ago: float) -> CatchUp:
    random: Random = built.random
    asked = _at(built, days_ago)
    words, topic = _words(built, one, other)
    kind, mode = _way(built, one, other, words)
    with clock.pretend(asked):
        return actions.ask(
            one,
            other,
            kind=kind,
            mode=mode,
            minutes=random.choice([30, 45, 60]),
            topic=topic,
            words=words,
            times=[asked.replace(hour=hour) + timedelta(days=day) for day, hour in ((5, 9), (6, 14), (8, 16))],
        )


def _words(built: Community, one: Person, other: Person) -> tuple[str, str]:
    """Something one of the two would write to the other, and its topic."""
    if (one.email, other.email) in built.mentored:
        return built.random.choice(texts.TO_A_COACHEE)
    if (other.email, one.email) in built.mentored:
        return built.random.choice(texts.TO_A_MENTOR)
    return built.random.choice([*texts.TO_ANYBODY, texts.VISITING])


def _way(built: Community, one: Person, other: Person, words: str) -> tuple[str, str]:
    """What to do together, and how: who lives far away is called, unless one of them travels."""
    if words == texts.VISITING[0]:
        return "coffee", "in_person"
    if built.zones[one.email].origin.place == built.zones[other.email].origin.place:
        return built.random.choice(["coffee", "walk", "meal"]), "in_person"
    return "call", "remote"


def _accept(built: Community, catchup: CatchUp, by: Person, days_ago: float) -> CatchUp:
    with clock.pretend(_at(built, days_ago)):
        return actions.accept(by, catchup, starts_at=catchup.proposed[1].starts_at)


def _asked(built: Community, one: Person, other: Person, days_ago: float) -> None:
    _ask(built, one, other, min(days_ago, 4))


def _proposed_back(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _ask(built, one, other, days_ago)
    with clock.pretend(_at(built, days_ago - 1)):
        actions.propose(other, catchup, times=[_at(built, -4).replace(hour=8), _at(built, -6).replace(hour=15)])


def _agreed(built: Community, one: Person, other: Person, days_ago: float) -> CatchUp:
    return _accept(built, _ask(built, one, other, min(days_ago, 5)), other, min(days_ago, 5) - 0.5)


def _over(built: Community, one: Person, other: Person, days_ago: float) -> CatchUp:
    return _accept(built, _ask(built, one, other, days_ago + 8), other, days_ago + 7)


def _over_unanswered(built: Community, one: Person, other: Person, days_ago: float) -> None:
    _over(built, one, other, days_ago=min(days_ago, 3))


def _happened(built: Community, one: Person, other: Person, days_ago: float) -> CatchUp:
    catchup = _over(built, one, other, days_ago)
    with clock.pretend(_at(built, days_ago - 1)):
        actions.tell(other, catchup, met=True)
    return catchup


def _missed(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _over(built, one, other, days_ago)
    for person in (one, other):
        with clock.pretend(_at(built, days_ago - 1)):
            actions.tell(person, catchup, met=False)


def _declined(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _ask(built, one, other, days_ago)
    with clock.pretend(_at(built, days_ago - 2)):
        actions.say_not_now(other, catchup)


def _withdrawn(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _ask(built, one, other, days_ago)
    with clock.pretend(_at(built, days_ago - 2)):
        actions.withdraw(one, catchup)


def _cancelled(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _accept(built, _ask(built, one, other, days_ago), other, days_ago - 1)
    with clock.pretend(_at(built, days_ago - 2)):
        actions.cancel(one, catchup)


def _lapsed(built: Community, one: Person, other: Person, days_ago: float) -> None:
    catchup = _ask(built, one, other, max(days_ago, 20))
    actions.lapse(catchup.id, clock.now())
