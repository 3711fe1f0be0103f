"""Which column holds what: recognised by its heading, or said by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, replace

from community.core.text import fold

from .fields import REQUIRED

FIELDS = (
    "mentor_name",
    "mentor_email",
    "coachee_name",
    "coachee_email",
    "programme",
    "cohort",
    "started_on",
    "ended_on",
    "focus",
)


class ColumnsUnclear(Exception):
    """Required columns are missing, or several could be meant: the coordinator has to say. `mapping` knows which."""

    def __init__(self, mapping: Mapping) -> None:
        super().__init__(mapping)
        self.mapping = mapping


@dataclass(frozen=True)
class Mapping:
    """Field → index of its column. `certainty` is "sure", "likely" (worth a look) or "by hand"."""

    headings: tuple[str, ...]
    columns: dict[str, int]
    certainty: dict[str, str]
    ambiguous: dict[str, tuple[int, ...]]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field for field in REQUIRED if field not in self.columns and field not in self.ambiguous)

    @property
    def unused(self) -> tuple[int, ...]:
        """Columns with a heading that nothing is read from."""
        used = {*self.columns.values(), *(column for columns in self.ambiguous.values() for column in columns)}
        return tuple(column for column, heading in enumerate(self.headings) if heading.strip() and column not in used)

    @property
    def is_clear(self) -> bool:
        return not self.missing and not self.ambiguous

    def by_hand(self, choices: Dictionary[str, int | None]) -> Mapping:
        """The same with these fields from these columns (None: from no column). A column taken from another
        field by hand leaves that field without. Raises ValueError for a field or column there is not, and for
        one column chosen twice."""
        chosen = [column for column in choices.values() if column is not None]
        if len(chosen) != len(set(chosen)) or any(not 0 <= column < len(self.headings) for column in chosen):
            raise ValueError("each column once, and only columns there are")
        if unknown := set(choices) - set(FIELDS):
            raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
        kept = {
            field: column for field, column in self.columns.items() if field not in choices and column not in chosen
        }
        said = {field: column for field, column in choices.items() if column is not None}
        return replace(
            self,
            columns=kept | said,
            certainty={field: self.certainty[field] for field in kept} | dict.fromkeys(said, "by hand"),
            ambiguous={field: columns for field, columns in self.ambiguous.items() if field not in choices},
        )


def recognise(headings: Sequence[str]) -> Mapping:
    """Reads the headings, whatever their case, accents and signs, in English, German, French and Spanish.
    A weaker word ("Year") gives way to a stronger one ("Cohort"); two equally good columns are left to be asked about."""
    found: dict[str, dict[str, list[int]]] = {}
    side = ""
    for column, heading in enumerate(headings):
        words = _words(heading)
        field, certainty = _field(words)
        if not field and side and _side_kind(words - _LITTLE) == "email":
            field, certainty = f"{side}_email", "likely"  # Mentor, E-mail, Coachee, E-mail
        side = field.split("_")[0] if field.endswith("_name") else ""
        if field:
            found.setdefault(field, {}).setdefault(certainty, []).append(column)
    best = {field: ("sure", found[field]["sure"]) if "sure" in found[field] else ("likely", found[field]["likely"])
            for field in FIELDS if field in found}  # fmt: skip
    single = {field: columns[0] for field, (_, columns) in best.items() if len(columns) == 1}
    return Mapping(
        headings=tuple(headings),
        columns=single,
        certainty={field: best[field][0] for field in single},
        ambiguous={field: tuple(columns) for field, (_, columns) in best.items() if len(columns) > 1},
    )


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MENTOR = _vocabulary("mentor mentors mentora mentorin mentorinnen mentoren parrain marraine betreuer betreuerin")
_COACHEE = _vocabulary(
    "coachee coachees mentee mentees menteee protege protegee proteges protegees mentore mentoree filleul filleule"
    " mentorizado mentorizada mentorado mentorada tutelado tutelada pupilo pupila schutzling schutzlinge"
)
_MAYBE_MENTOR = _vocabulary("tutor tutora tutorin coach")
_MAYBE_COACHEE = _vocabulary("student studentin etudiant etudiante estudiante alumno alumna aprendiz")
_REAL_MAIL = _vocabulary("mail email emails emailaddress mailadresse emailadresse courriel mel correo")
_MAIL = _REAL_MAIL | _vocabulary("e adresse address direccion addr electronico electronica id")
_NAME = _vocabulary("name names fullname nom nombre")
_LITTLE = _vocabulary(
    "s of the their in innen der die das des den dem le la les l d el los del de du full complete complet completo"
    " vollstandiger primary"
)
# words that say nothing of their own in a heading that is not about a person
_AROUND = _LITTLE | _NAME | _vocabulary(
    "dd mm yyyy yy tt jj jjjj aaaa date datum fecha dates on at am day tag jour dia utc"
    " mentorship mentoring mentorat mentoria title titel titre titulo"
)  # fmt: skip
_YEAR = _vocabulary("year jahr annee ano")
# field, strong words, weaker words; the first whose word occurs wins: "Cohort start date" is a start
_PLAIN = (
    (
        "started_on",
        _vocabulary("start started starts startdate startdatum begin began begins beginn debut inicio comienzo"),
        _vocabulary("from since ab von desde depuis seit"),
    ),
    (
        "ended_on",
        _vocabulary("end ended ends enddate enddatum ende fin finish finished abschluss"),
        _vocabulary("until till to bis hasta final completed closed jusqu au"),
    ),
    (
        "cohort",
        _vocabulary("cohort cohorts cohorte kohorte intake jahrgang"),
        _YEAR | _vocabulary("batch promotion promocion edition edicion durchgang generation class season"),
    ),
    (
        "programme",
        _vocabulary("programme program programm programa programmes"),
        _vocabulary("scheme"),
    ),
    (
        "focus",
        _vocabulary("focus topic topics thema themen schwerpunkt tema temas enfoque sujet"),
        _vocabulary("project subject theme projekt projet proyecto asunto goal"),
    ),
)
_ANY_PLAIN = frozenset[str]().union(*(strong | weak for _, strong, weak in _PLAIN))


def _words(heading: str) -> frozenset[str]:
    """ "menteeEmail", "MENTEE_EMAIL" and "Mentee's e-mail" give the same."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading[:200])
    words = re.findall(r"[^\W_]+", fold(spaced))
    return frozenset(part for word in words for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    """ "mentoremail" is two words written as one."""
    for side in ("mentor", "coachee", "mentee"):
        rest = word.removeprefix(side)
        if rest != word and (rest in _REAL_MAIL or rest in _NAME):
            return side, rest
    return (word,)


def _field(words: frozenset[str]) -> tuple[str, str]:
    """The field and how certain, or "" twice. A word that belongs to nothing makes it none: "Mentor phone"."""
    for side, sure, likely in (("mentor", _MENTOR, _MAYBE_MENTOR), ("coachee", _COACHEE, _MAYBE_COACHEE)):
        if words & (sure | likely) and (kind := _side_kind(words - sure - likely - _LITTLE)):
            return f"{side}_{kind}", "sure" if words & sure else "likely"
    rest = words - _AROUND
    if not rest <= _ANY_PLAIN:
        return "", ""
    for field, strong, weak in _PLAIN:
        if rest & (strong | weak):
            if field in ("started_on", "ended_on") and rest & _YEAR:
                return "", ""  # "Start year" is neither a date nor surely the cohort
            return field, "sure" if rest & strong else "likely"
    return "", ""


def _side_kind(rest: frozenset[str]) -> str:
    if rest <= _NAME:
        return "name"
    return "email" if rest <= _MAIL | _NAME and rest & _REAL_MAIL else ""
