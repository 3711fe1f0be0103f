"""A milestone as one reader gets it on a page: rows of the lists, whoever was glad, and portraits, put together once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from community.accounts.models import Person
from community.core import audiences
from community.core.language import gettext as _
from community.core.text import plain
from community.milestones import queries
from community.milestones.models import APPLAUSE, KINDS, LONGEST_CONGRATULATION, WORDS, Milestone
from community.milestones.wording import (
    KIND_ICONS,
    QUESTIONS,
    day_words,
    in_words_of,
    names_words,
    sentence,
    today_of,
    told,
)

LONG = 700
TALLEST = 480  # a picture higher than that is drawn smaller, so that the words stay in sight
MOST_NAMES = 3
EXCERPT = 140
PORTRAIT = "portrait"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as a page draws them; `portrait`: its key, when the reader may see it."""

    public_id: str
    name: str
    portrait: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, what it shows, and how large it is drawn."""

    key: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """One milestone on a page."""

    public_id: str
    kind: str
    on: date
    day: str
    sentence: Markup
    words: Markup
    is_long: bool
    subject: Somebody
    author: Somebody | None
    picture: Picture | None
    is_about_me: bool
    is_by_me: bool
    edited: bool
    in_words: Markup | None
    glad: str
    said: bool
    applauded: bool

    @property
    def kind_words(self) -> Any:
        """The kind by name."""
        return KINDS[self.kind]

    @property
    def icon(self) -> str:
        """The kind as a picture."""
        return KIND_ICONS[self.kind]


def stories(actor: Person, found: Iterable[Any], *, with_names: bool = True) -> list[Story]:
    """Rows of the lists of queries as the actor gets them. At most three queries, however many they are."""
    found = [*found]
    ids = [row.id for row in found]
    glad = queries.congratulators(actor, ids) if with_names else {}
    own = queries.said_by(actor, ids) if with_names else {}
    readable = portraits(actor, {row.subject_id: row.subject_portrait for row in found})
    today = today_of(actor)
    return [
        _story(row, actor, today, readable, names_of(glad.get(row.id, ()), actor), own.get(row.id, frozenset()))
        for row in found
    ]


def _story(row: Any, actor: Person, today: date, readable: Mapping[int, str], glad: str, own: Iterable[str]) -> Story:
    about_me = row.subject_id == actor.id
    other = row.author_id != row.subject_id and row.author_public_id
    return Story(
        public_id=row.public_id,
        kind=row.kind,
        on=row.on,
        day=day_words(row.on, today),
        sentence=sentence(row.kind, row.subject_name, to_me=about_me),
        words=told(row.words),
        is_long=len(row.words) > LONG or row.words.count("\n") > 10,
        subject=Somebody(row.subject_public_id, row.subject_name, readable.get(row.subject_id)),
        author=Somebody(row.author_public_id, row.author_name) if other else None,
        picture=_picture(row) if row.picture else None,
        is_about_me=about_me,
        is_by_me=row.author_id == actor.id,
        edited=row.edited_at is not None,
        in_words=in_words_of(row.subject_name, to_me=about_me) if row.reworded else None,
        glad=glad,
        said=WORDS in own,
        applauded=APPLAUSE in own,
    )


def _picture(row: Any) -> Picture:
    width, height = row.picture_width, row.picture_height
    if height and height > TALLEST:
        width, height = max(1, round(width * TALLEST / height)), TALLEST
    return Picture(row.picture, row.picture_alt, width, height)


def story_of(actor: Person, milestone: Milestone, *, own: Iterable[str] = ()) -> Story:
    """One milestone, loaded with its two people, on a page of its own."""
    author, subject = milestone.author, milestone.subject
    readable = portraits(actor, {subject.id: subject.portrait})
    return _story(
        _Row(milestone, author if author.is_present else None, subject), actor, today_of(actor), readable, "", own
    )


class _Row:
    """A loaded milestone under the names of a row of the lists."""

    def __init__(self, milestone: Milestone, author: Person | None, subject: Person) -> None:
        self._milestone = milestone
        self.subject_public_id, self.subject_name = subject.public_id, subject.name
        self.author_public_id = author.public_id if author else None
        self.author_name = author.name if author else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._milestone, name)


@dataclass(frozen=True, slots=True)
class Said:
    """One congratulation on the page of its milestone."""

    public_id: str
    by: Somebody
    words: Markup
    at: datetime
    edited: bool
    thanked: bool
    thanks: str
    thanks_openly: bool
    is_mine: bool


def congratulations(actor: Person, found: Iterable[Any]) -> tuple[list[Said], str]:
    """(words said, names of who applauded quietly) of a page of rows."""
    found = [*found]
    readable = portraits(actor, {row.person_id: row.person_portrait for row in found})
    said = [
        Said(
            public_id=row.public_id,
            by=Somebody(row.person_public_id, row.person_name, readable.get(row.person_id)),
            words=told(row.words),
            at=row.created_at,
            edited=row.edited_at is not None,
            thanked=row.thanked_at is not None,
            thanks=row.thanks or "",
            thanks_openly=row.thanks_openly,
            is_mine=bool(row.is_mine),
        )
        for row in found
        if row.kind == WORDS
    ]
    return said, names_words([row.person_name for row in found if row.kind == APPLAUSE])


def names_of(found: Sequence[Any], actor: Person) -> str:
    """Who was glad, in a sentence by name and each once; the reader themselves first."""
    people = {row.person_id: row.person_name for row in found}
    names = [name for person_id, name in people.items() if person_id != actor.id]
    said = names_words(names[:MOST_NAMES], me=actor.id in people, others=len(names) > MOST_NAMES)
    return _("Congratulated by %(names)s", names=said) if said else ""


def portraits(actor: Person, keys: Mapping[int, str | None]) -> dict[int, str]:
    """Portraits of people by id, those the actor may see. One query, none when nobody has one."""
    has = {person_id: key for person_id, key in keys.items() if key}
    readable = audiences.readable(actor, has.keys(), PORTRAIT) if has else set()
    return {person_id: key for person_id, key in has.items() if person_id in readable}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the reader's yes: what somebody tells of them, or (`wider`) a wish for more readers."""

    public_id: str
    sentence: Markup
    kind_words: Any
    other: Somebody
    wider: bool


def waiting(actor: Person) -> list[Waiting]:
    """What waits for the actor's yes, oldest first."""
    found = []
    for row in queries.waiting_for(actor):
        about_me = row.subject_id == actor.id
        other = Somebody(row.author_public_id or "", row.author_name or "")
        if not about_me:
            other = Somebody(row.subject_public_id, row.subject_name)
        said = sentence(row.kind, row.subject_name, to_me=about_me)
        found.append(Waiting(row.public_id, said, KINDS[row.kind], other, row.wider_audience is not None))
    return found


@dataclass(frozen=True, slots=True)
class Unseen:
    """What the reader said to a milestone they may not see any more: their own words, and nothing of the milestone."""

    public_id: str
    excerpt: str
    at: datetime


def out_of_sight(actor: Person) -> list[Unseen]:
    """What the actor said to milestones out of their sight, newest first; applause has no words."""
    return [Unseen(row.public_id, plain(row.words, EXCERPT), row.created_at) for row in queries.out_of_sight(actor)]


class Surroundings:
    """What is the same for every milestone of a page, found once. `here`: where an answer leads back to."""

    def __init__(self, base: str, members: str, here: str, words: Mapping[str, str]) -> None:
        self.base, self.members, self.here, self.words = base, members, here, words
        self.most = LONGEST_CONGRATULATION
        self.questions = QUESTIONS
