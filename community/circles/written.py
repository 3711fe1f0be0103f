"""Words written in a circle: rendered once when they are written, with the members they call by name marked.

A mark stands in the HTML as <span class="mention" data-person="…">@Name</span>. `shown` puts in its place the name as the
reader may know it; nobody can write a mark by hand, because what people type is cleaned of every span.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import NamedTuple

from markupsafe import Markup

from community.core.text import fold, markdown

LONGEST_CALL = 6  # words of a name
LONGEST_SAID = 240  # letters of it, as typed: what is longer calls nobody
_TAG = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*>)""")
# One call ends where the next may begin: nothing is read twice, whatever somebody types.
_CALL = re.compile(r"(?<![\w@.])@([^\s@]+(?: [^\s@]+){0,5})")
_MARK = re.compile(r'<span class="mention" data-person="([^"]*)">@([^<]*)</span>')
_CALLS = '<span class="mention"'
_AFTER_A_NAME = re.compile(r"""[.,;:!?…'’"”»)\]}/]""")


class Known(NamedTuple):
    """Somebody who can be called by name in a circle."""

    id: int
    public_id: str
    name: str


class Written(NamedTuple):
    """What words became: their HTML, and whom they call."""

    html: str
    mentioned: frozenset[int]


def render(words: str, people: Iterable[Known]) -> Written:
    """The words as HTML, by the rules of RENDERING; `people`: who can be called by name, nobody else."""
    html = str(markdown(words))
    if "@" not in html:
        return Written(html, frozenset())
    names, found = _names(people), set[int]()
    pieces, quoted = _TAG.split(html), 0
    for number, piece in enumerate(pieces):
        if number % 2:
            quoted += _opens(piece)
        elif not quoted and "@" in piece:
            pieces[number] = _marked(piece, names, found)
    return Written("".join(pieces), frozenset(found))


def calls(html: str) -> bool:
    """Whether a member is called by name in it."""
    return _CALLS in html


def shown(html: str, names: Mapping[str, str], otherwise: str) -> Markup:
    """The HTML for one reader: `names` by public id are those they may know, `otherwise` stands for everybody else."""
    if calls(html):
        html = _MARK.sub(lambda mark: f'<span class="mention">@{escape(names.get(mark[1], otherwise))}</span>', html)
    return Markup(html)  # noqa: S704 - made by `render`: cleaned by nh3, and the marks are ours


def _opens(tag: str) -> int:
    """1 at the beginning of code or a link, in which nobody is called; -1 at its end."""
    name = tag.strip("</>").split(" ", 1)[0]
    return 0 if name not in ("code", "pre", "a") else -1 if tag.startswith("</") else 1


def _names(people: Iterable[Known]) -> dict[str, Known | None]:
    """Whom a call may mean: the whole name, or its first words when nobody else's name begins with them."""
    known: dict[str, Known | None] = {}
    whole: dict[str, Known | None] = {}
    for person in people:
        words = fold(person.name).split()
        for length in range(1, min(len(words), LONGEST_CALL) + 1):
            start = " ".join(words[:length])
            known[start] = None if start in known else person
        name = " ".join(words)
        whole[name] = None if name in whole else person
    return known | {name: person for name, person in whole.items() if person is not None}


def _marked(text: str, names: Mapping[str, Known | None], found: set[int]) -> str:
    done, at = [], 0
    while call := _CALL.search(text, at):
        said, person = _meant(call[1], names)
        done.append(text[at : call.start()])
        if person is None:
            done.append("@")
        else:
            found.add(person.id)
            name = escape(person.name, quote=False)
            done.append(f'<span class="mention" data-person="{person.public_id}">@{name}</span>')
        at = call.start(1) + len(said)
    return "".join((*done, text[at:]))


def _meant(call: str, names: Mapping[str, Known | None]) -> tuple[str, Known | None]:
    """The longest name with which the call begins, as it was written, and whose it is."""
    words = call[:LONGEST_SAID].split(" ")
    if len(call) > LONGEST_SAID:
        words.pop()  # it may be cut in the middle
    for length in range(len(words), 0, -1):
        for said in _readings(" ".join(words[:length])):
            person = names.get(fold(unescape(said)))
            if person is not None:
                return said, person
    return "", None


def _readings(said: str) -> Iterable[str]:
    """The same as it stands, and without what follows a name in a sentence: "Ana.", "Ana’s"."""
    yield said
    start = said.rfind(" ") + 1
    for end in reversed([match.start() for match in _AFTER_A_NAME.finditer(said, start)]):
        yield said[:end]
