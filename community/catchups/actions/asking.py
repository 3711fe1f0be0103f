"""Asking somebody for a catch-up, within what protects both from being swamped."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.catchups import queries
from community.catchups.actions.steps import await_answer, long, propose_times, short, usable
from community.catchups.models import (
    KINDS,
    LENGTHS,
    LONGEST_PLACE,
    LONGEST_TOPIC,
    LONGEST_WORDS,
    MODES,
    CatchUp,
)
from community.catchups.permissions import ASK
from community.core import clock
from community.core.audiences import is_related
from community.core.columns import new_public_id
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l, locale_now
from community.core.outbox import publish
from community.core.policy import can
from community.core.settings import current
from community.events import CatchUpAsked

MOST_OPEN_REQUESTS = 5
MOST_STRANGERS_A_DAY = 3
FROM_AFAR = ("call", "messages")
A_MONTH = timedelta(days=30)


def ask(
    actor: Person,
    person: Person,
    *,
    kind: str,
    mode: str,
    minutes: int,
    topic: str = "",
    words: str = "",
    place: str = "",
    times: Sequence[datetime] = (),
) -> CatchUp:
    """Ask `person` for a catch-up at one of `times` (up to five; none means "suggest one to me").

    An exchange of messages needs no times and takes none. All limits are counted while both people are held.
    Refuses: Missing for somebody the actor may not see; Conflict when that person is not open to it now, has enough
    this month, has asked to be asked later, when a request between the two is open, or when the actor has five open or
    has asked three people they share nothing with today; Invalid for unusable input. Publishes CatchUpAsked.
    """
    if not can(actor, ASK, person):
        raise Missing
    if kind not in KINDS or mode not in MODES or minutes not in LENGTHS:
        raise Invalid
    moments = usable(times) if kind != "messages" else []
    queries.hold_people(actor.id, person.id)
    _demand_room(actor, person)
    catchup = _request(actor, person, kind, mode, minutes)
    catchup.topic = short(topic, LONGEST_TOPIC, "topic")
    catchup.words = long(words, LONGEST_WORDS, "words")
    catchup.place = short(place, LONGEST_PLACE, "place")
    propose_times(catchup, actor, moments)
    await_answer(catchup, catchup.asked_at)
    db.session.add(catchup)
    db.session.flush()
    publish(CatchUpAsked(catchup.id))
    return catchup


def _request(actor: Person, person: Person, kind: str, mode: str, minutes: int) -> CatchUp:
    now, public_id = clock.now(), new_public_id()
    return CatchUp(
        public_id=public_id,
        uid=uid_for(public_id),
        asker_id=actor.id,
        asked_id=person.id,
        kind=kind,
        mode="remote" if kind in FROM_AFAR else mode,
        minutes=minutes,
        round=1,
        asked_at=now,
        changed_at=now,
    )


def reason_not_to_ask(actor: Person, person: Person) -> Conflict | None:
    """Why the actor cannot ask this person now, in kind words for the actor; None when they can."""
    if queries.open_between(actor, person) is not None:
        return Conflict(
            _l("There is already an open request between you and %(name)s.", name=person.name),
            what_next=_l("You find it under Catch-ups. Once it is answered, you can ask again."),
        )
    return no_room_of(actor, person) or _asked_to_wait(actor, person) or _asked_enough(actor, person)


def no_room_of(actor: Person, person: Person) -> Conflict | None:
    """Why this person has no room for a request by the actor: their availability, and their number of the month."""
    if person.standing == "quiet":
        return _quiet(person)
    availability = queries.availability_of(person)
    if not queries.is_open_to(actor, person, availability, clock.today(person.time_zone)):
        return Conflict(
            _l("%(name)s is not taking new catch-ups at the moment.", name=person.name),
            what_next=_l(
                "That is about their time, not about you. Look again later, or ask somebody else in the directory."
            ),
        )
    if queries.given_by(person, clock.now() - A_MONTH) >= availability.catchups_per_month:
        return Conflict(
            _l("%(name)s has as many catch-ups this month as they have time for.", name=person.name),
            what_next=_l("Try again in a few weeks, or ask somebody else in the directory."),
        )
    return None


def _quiet(person: Person) -> Conflict:
    """In the words of who takes no requests, with the day on which that ends, and no reason."""
    asks_again = _l("They are taking a quiet time. Look again later, or ask somebody else in the directory.")
    if person.quiet_until is not None:
        asks_again = _l(
            "They are taking a quiet time until %(day)s. Ask again from then on, or ask somebody else in the directory.",
            day=_day_words(person.quiet_until),
        )
    return Conflict(_l("%(name)s is not taking new catch-ups at the moment.", name=person.name), what_next=asks_again)


def suggestion_for(actor: Person, catchup: CatchUp) -> Person | None:
    """Whom the asked person suggested instead of themselves, for the asker, who can still see and ask that person."""
    if catchup.suggested_id is None or actor.id != catchup.asker_id:
        return None
    person = person_by_id(catchup.suggested_id)
    if person is None or not can(actor, ASK, person) or no_room_of(actor, person) is not None:
        return None
    return person


def _asked_to_wait(actor: Person, person: Person) -> Conflict | None:
    day = queries.asked_to_wait_until(actor, person)
    if day is None:
        return None
    return Conflict(
        _l("%(name)s would be glad if you asked again after %(day)s.", name=person.name, day=_day_words(day)),
        what_next=_l("We remind you at home when it is time. You need not keep it in mind."),
    )


def _asked_enough(actor: Person, person: Person) -> Conflict | None:
    if queries.open_requests_by(actor) >= MOST_OPEN_REQUESTS:
        return Conflict(
            _l("You have asked %(number)s people who have not answered yet.", number=MOST_OPEN_REQUESTS),
            what_next=_l("Wait for one of them, or take one request back under Catch-ups; then you can ask again."),
        )
    if is_related(actor.id, person.id) or queries.strangers_asked_by(actor, _midnight(actor)) < MOST_STRANGERS_A_DAY:
        return None
    return Conflict(
        _l("You have asked %(number)s people today whom you do not know yet.", number=MOST_STRANGERS_A_DAY),
        what_next=_l("Tomorrow you can ask more. People with whom you share a past you can ask today, too."),
    )


def _day_words(day: date) -> str:
    return format_date(day, "d MMMM", locale=locale_now() or "en")


def _midnight(person: Person) -> datetime:
    """When this day of theirs began."""
    zone = ZoneInfo(person.time_zone)
    return datetime.combine(clock.today(person.time_zone), time.min, zone).astimezone(UTC)


def _demand_room(actor: Person, person: Person) -> None:
    refusal = reason_not_to_ask(actor, person)
    if refusal is not None:
        raise refusal


def uid_for(public_id: str) -> str:
    """The calendar's name for a catch-up, which it keeps for life."""
    host = current().base_url.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"catchup-{public_id}@{host}"
