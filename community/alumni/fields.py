"""The fields of a profile, once: their names in the code, their words, and the part of the page they belong to."""

from dataclasses import dataclass
from typing import Any

from community.core.audiences import Audience
from community.core.language import _l

YOU, PLACE, WORK, TOPICS, CONTACT = "you", "place", "work", "topics", "contact"


@dataclass(frozen=True, slots=True)
class Field:
    """One field with an audience of its own. `hint` says what the choice of the audience means, where that is not plain."""

    key: str
    label: Any
    section: str
    searched: bool = True
    hint: Any = None


FIELDS = (
    Field("portrait", _l("Portrait"), YOU, searched=False),
    Field("pronouns", _l("Pronouns"), YOU, searched=False),
    Field("headline", _l("Headline"), YOU),
    Field("about", _l("About me"), YOU),
    Field("place", _l("Place"), PLACE),
    Field(
        "time_zone",
        _l("Time zone"),
        PLACE,
        searched=False,
        hint=_l("A catch-up always shows both time zones to the two who meet."),
    ),
    Field("languages", _l("Languages"), PLACE),
    Field("work", _l("Work"), WORK),
    Field("cohorts", _l("Programme and cohort"), WORK),
    Field("offers", _l("I can help with"), TOPICS),
    Field("wants", _l("I would like help with"), TOPICS),
    Field("learning", _l("How I like to learn"), TOPICS),
    Field("contact", _l("How I like to be contacted"), CONTACT, searched=False),
    Field(
        "dont_ask",
        _l("Please don’t ask me about"),
        CONTACT,
        searched=False,
        hint=_l("Shown to somebody who is about to ask you for something."),
    ),
    Field("links", _l("Links"), CONTACT, searched=False),
    Field("email", _l("E-mail"), CONTACT),
)
BY_KEY = {field.key: field for field in FIELDS}
KEYS = tuple(BY_KEY)

SECTIONS: dict[str, Any] = {
    YOU: _l("You"),
    PLACE: _l("Place and languages"),
    WORK: _l("Work and programme"),
    TOPICS: _l("Topics"),
    CONTACT: _l("Contact"),
}

# Whoever was never asked about a field shows it to nobody.
UNASKED = Audience.ME


def one_for_all(choice: str) -> dict[str, str]:
    """Audiences for every field from one choice. The e-mail address stays with its owner until told otherwise by itself."""
    return {key: Audience.ME if key == "email" else Audience(choice) for key in KEYS}


def clean_audiences(wanted: dict[str, str]) -> dict[str, str]:
    """What of `wanted` names a field and an audience."""
    known = set(Audience)
    return {key: Audience(value) for key, value in wanted.items() if key in BY_KEY and value in known}
