"""The short sections of one's own profile: beside every field, who may read it."""

from typing import Any

from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from community.alumni.actions.profiles import LINES, OF_PERSON, TEXTS
from community.alumni.fields import BY_KEY, CONTACT, PLACE, TOPICS, WORK, YOU
from community.alumni.models import Profile
from community.core.audiences import LABELS
from community.core.forms import Form
from community.core.language import _l
from community.core.spoken import language_words

LISTS = ("offers", "wants", "languages", "links")
SIZES = LINES | TEXTS | OF_PERSON


def who(key: str) -> SelectField:
    """The choice of who may see a field."""
    return SelectField(
        _l("Who may see: %(field)s", field=BY_KEY[key].label),
        choices=[SelectChoice(value, label) for value, label in LABELS.items()],
    )


def line(key: str, label: Any = None, hint: Any = "", **more: Any) -> StringField:
    """One line of text."""
    return StringField(
        label or BY_KEY[key].label,
        description=hint,
        validators=[*more.pop("validators", ()), Length(max=SIZES[key])],
        **more,
    )


def words(key: str, hint: Any = "", most: int | None = None) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(BY_KEY[key].label, description=hint, validators=[Length(max=most or SIZES[key])])


class SectionForm(Form):
    """A section: its own fields are values, those called who_… their audiences."""

    @classmethod
    def of(cls, profile: Profile) -> "SectionForm":
        """The form, filled with what is there."""
        person = profile.person
        data = {key: getattr(person if key in OF_PERSON else profile, key) for key in (*LINES, *TEXTS, *OF_PERSON)}
        data |= {key: ", ".join(getattr(profile, key)) for key in ("offers", "wants")}
        data["languages"] = ", ".join(language_words(code) for code in profile.languages)
        data["links"] = "\n".join(profile.links)
        return cls(data=data | {f"who_{key}": str(profile.audience_of(key)) for key in BY_KEY})

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {
            name: field.data or ""
            for name, field in self._fields.items()
            if name != "csrf_token" and not name.startswith("who_")
        }

    def audiences(self) -> dict[str, str]:
        """Who may see which field."""
        return {
            name.removeprefix("who_"): field.data for name, field in self._fields.items() if name.startswith("who_")
        }


class YouForm(SectionForm):
    """Name and first words."""

    name = line(
        "name",
        _l("Name"),
        _l("As you would like to be called here. All members see it."),
        validators=[InputRequired(_l("Please tell us your name."))],
    )
    pronouns = line("pronouns", hint=_l("For example: she/her."))
    who_pronouns = who("pronouns")
    headline = line("headline", hint=_l("One line under your name: what you do, or what moves you."))
    who_headline = who("headline")
    about = words("about", _l("A few sentences somebody could begin a conversation with."))
    who_about = who("about")


class PlaceForm(SectionForm):
    """Where one lives, and in what languages one can talk."""

    place = line("place", hint=_l("City and country, for example: Lima, Peru."))
    who_place = who("place")
    languages = StringField(
        BY_KEY["languages"].label,
        description=_l("Those you like to talk in, with commas between: German, English."),
        validators=[Length(max=400)],
    )
    who_languages = who("languages")
    who_time_zone = who("time_zone")


class WorkForm(SectionForm):
    """What one does for a living."""

    work_role = line("work_role", _l("What you do"), _l("For example: nurse, backend developer, looking around."))
    work_organisation = line("work_organisation", _l("Where"))
    work_field = line(
        "work_field",
        _l("Field"),
        _l("A word or two by which others find you: public health, music, energy."),
    )
    who_work = who("work")
    who_cohorts = who("cohorts")


class TopicsForm(SectionForm):
    """What one gives and what one looks for."""

    offers = words(
        "offers",
        _l("Topics with commas between: first job abroad, grant writing, saying no."),
        1_000,
    )
    who_offers = who("offers")
    wants = words("wants", _l("Nobody needs to know everything. Topics with commas between."), 1_000)
    who_wants = who("wants")
    learning = words("learning", _l("By trying, by talking, by reading first, with examples …"))
    who_learning = who("learning")


class ContactForm(SectionForm):
    """How one likes to be reached, and what one would rather not talk about."""

    contact = words("contact", _l("For example: a message first, calls only after six."))
    who_contact = who("contact")
    dont_ask = words(
        "dont_ask",
        _l("Shown to somebody who is about to ask you for something. Nobody finds you by it."),
    )
    who_dont_ask = who("dont_ask")
    links = words("links", _l("One web address a line, up to five."), 2_000)
    who_links = who("links")
    who_email = who("email")


SECTION_FORMS: dict[str, type[SectionForm]] = {
    YOU: YouForm,
    PLACE: PlaceForm,
    WORK: WorkForm,
    TOPICS: TopicsForm,
    CONTACT: ContactForm,
}
