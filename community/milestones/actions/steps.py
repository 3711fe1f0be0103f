"""What the other modules share: holding a milestone, checking what somebody typed, and its audience."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

from community.accounts.models import Person
from community.core import audiences, clock, files
from community.core.errors import Conflict, Invalid, Missing
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.core.text import clean_line, clean_text
from community.events import PictureDropped
from community.milestones import queries
from community.milestones.models import (
    AUDIENCES,
    CIRCLE,
    COHORT,
    EVERYONE,
    GROUPS,
    KINDS,
    LONGEST_ALT,
    LONGEST_WORDS,
    PICTURE_SIZES,
    Milestone,
)
from community.milestones.pictures import folder

EARLIEST = date(1950, 1, 1)
LOOK_AGAIN = _l("Open it again to see how things stand.")


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a milestone is to reach: one of the audiences, with its cohort or circle where it needs one."""

    name: str
    cohort_id: int | None = None
    circle_id: int | None = None


def held(actor: Person, milestone: Milestone, permission: Permission) -> Milestone:
    """The milestone as it is now, held until the end. Refuses (Missing) what the actor cannot see any more, and (Conflict)
    what has become something else meanwhile."""
    fresh = queries.locked(milestone.id)
    if fresh is None or not queries.is_visible(actor, fresh.id):
        raise Missing
    if not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh


def kind_of(kind: str) -> str:
    """The kind; refuses (Invalid) one there is not."""
    if kind not in KINDS:
        raise Invalid(_l("Please choose one of the kinds."), field="kind")
    return kind


def day_of(on: date, person: Person) -> date:
    """The day; refuses (Invalid) one that has not come yet, or is too long ago to be true."""
    if on > clock.today(person.time_zone) + timedelta(days=1):
        raise Invalid(_l("This day has not come yet."), field="on")
    if on < EARLIEST:
        raise Invalid(_l("This day is very long ago. Please look at the year again."), field="on")
    return on


def words_of(words: str, longest: int) -> str:
    """Cleaned words; refuses (Invalid) none at all, or more than fits."""
    cleaned = clean_text(words)
    if not cleaned:
        raise Invalid(_l("Please write a few words."), field="words")
    if len(cleaned) > longest:
        raise Invalid(_l("Please keep it to %(number)s characters.", number=longest), field="words")
    return cleaned


def put_words(milestone: Milestone, actor: Person, words: str) -> None:
    """Let it say this from now on. Words its subject put in place of the author's are marked as theirs."""
    cleaned = words_of(words, LONGEST_WORDS)
    if cleaned != milestone.words and actor.id != milestone.author_id:
        milestone.reworded = True
    milestone.words = cleaned


def audience_of(actor: Person, subject: Person, audience: str, which: str | None) -> Audience:
    """The audience somebody chose (`which`: the public id of the cohort or circle); refuses (Invalid) one there is not, and a
    cohort or circle the two are not both in."""
    if audience not in AUDIENCES or (audience in GROUPS and audiences.group(audience, subject.id) is None):
        raise Invalid(_l("Please choose who may read it."), field="audience")
    if audience == COHORT:
        for cohort in queries.cohorts_of_both(actor, subject):
            if cohort.cohort == which:
                return Audience(COHORT, cohort_id=cohort.id)
        raise Invalid(_l("Please choose one of the cohorts."), field="audience")
    if audience == CIRCLE:
        for circle in queries.circles_of_both(actor, subject):
            if circle.public_id == which:
                return Audience(CIRCLE, circle_id=circle.id)
        raise Invalid(_l("Please choose one of the circles."), field="audience")
    return Audience(audience)


def put(milestone: Milestone, audience: Audience) -> None:
    """From now on it reaches these; a wish for another audience is settled by it."""
    milestone.audience, milestone.cohort_id, milestone.circle_id = audience.name, audience.cohort_id, audience.circle_id
    wish_nothing(milestone)


def wish(milestone: Milestone, audience: Audience, by: Person) -> None:
    """One of the two would like these to read it; the other has not said yes yet."""
    milestone.wider_audience, milestone.wider_by_id = audience.name, by.id
    milestone.wider_cohort_id, milestone.wider_circle_id = audience.cohort_id, audience.circle_id


def wish_nothing(milestone: Milestone) -> None:
    """Nobody wishes for other readers any more."""
    milestone.wider_audience = milestone.wider_by_id = None
    milestone.wider_cohort_id = milestone.wider_circle_id = None


def wished(milestone: Milestone) -> Audience:
    """The audience one of the two wishes for."""
    return Audience(milestone.wider_audience or "", milestone.wider_cohort_id, milestone.wider_circle_id)


def audience_now(milestone: Milestone) -> Audience:
    """Whom it reaches."""
    return Audience(milestone.audience, milestone.cohort_id, milestone.circle_id)


def narrows(milestone: Milestone, audience: Audience) -> bool:
    """Whether everybody who may read it then may read it now: only from everyone to somebody."""
    return milestone.audience == EVERYONE or audience_now(milestone) == audience


def set_picture(milestone: Milestone, picture: IO[bytes] | None, alt: str, *, remove: bool = False) -> None:
    """Show this picture with these words for who cannot see it; None keeps the one there is, unless it is to be removed.

    Refuses (Invalid) a picture without words, what is no picture, or too large. Publishes PictureDropped for the one before.
    """
    alt = clean_line(alt)[:LONGEST_ALT]
    if picture is None and (remove or milestone.picture is None):
        drop_picture(milestone)
        return
    if not alt:
        raise Invalid(
            _l("Please say in a few words what can be seen, for everybody who can’t see the picture."),
            field="picture_alt",
        )
    if picture is not None:
        stored = _stored(picture)
        drop_picture(milestone)
        milestone.picture, milestone.picture_width, milestone.picture_height = stored.key, stored.width, stored.height
    milestone.picture_alt = alt


def drop_picture(milestone: Milestone) -> None:
    """Show it no more. The file goes when this has been written, not before: a transaction can still fail."""
    if milestone.picture:
        publish(PictureDropped(key=milestone.picture))
    milestone.picture = milestone.picture_width = milestone.picture_height = None
    milestone.picture_alt = ""


def _stored(picture: IO[bytes]) -> files.StoredPicture:
    try:
        return files.store_picture(picture, folder=folder(), sizes=PICTURE_SIZES, square=False)
    except Invalid as refusal:
        refusal.field = "picture"
        raise


def now_changed(milestone: Milestone, *, seen_by_others: bool) -> None:
    """Note a change: nobody says yes to words from before it, and who reads it is told that it was edited."""
    milestone.revision += 1
    if seen_by_others:
        milestone.edited_at = clock.now()
