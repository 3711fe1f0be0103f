"""How a feature takes part in joining: steps of its own, and what it says about a newcomer.

A manifest names them (`joining=("community.alumni.joining:step", …)`); accounts walks them in their order. What is typed is kept
(a dictionary that JSON can hold) until the last step; then everything is saved in the one transaction in which the person joins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from community.core import registry

Kept = dict[str, Any]


def nothing(before: Mapping[str, Kept]) -> Kept:
    """A form that begins the same whatever was said before."""
    return {}


def keep_all(form: Any) -> Kept:
    """Everything typed into a form, without its token."""
    return {name: value for name, value in form.data.items() if name != "csrf_token"}


@dataclass(frozen=True)
class JoiningStep:
    """One page on the way in, at /join/<token>/<name>.

    10: who may see what · 20: about you · 30: the key · 40: what the roster says.
    `form(person, kept)` makes the form, filled with what was kept before; `keep(form)` says what of it to keep;
    `save(person, kept)` writes it at the end. `begin(before)` says what the form begins with while nothing is kept, from what
    the other steps keep (step name -> kept); `hides_past(kept)` whether they want their past seen by fewer than all members.
    `template` extends "accounts/joining/step.html" and fills the block `fields`.
    """

    name: str
    order: int
    title: Any
    template: str
    form: Callable[[Any, Kept], Any]
    save: Callable[[Any, Kept], None]
    keep: Callable[[Any], Kept] = keep_all
    begin: Callable[[Mapping[str, Kept]], Kept] = nothing
    hides_past: Callable[[Kept], bool] = lambda kept: False


@dataclass(frozen=True)
class RosterPanel:
    """A part of the step "what the roster says about you", to be confirmed or called wrong.

    `form(person, kept, prefix)` makes its form (pass `prefix` on, and `data=kept`), or None when there is nothing to say.
    `begin(before)` is that of a step. `template` is a fragment which is given `form` and `person` and renders the fields alone:
    the page brings the <form>.
    """

    name: str
    order: int
    template: str
    form: Callable[[Any, Kept, str], Any]
    save: Callable[[Any, Kept], None]
    keep: Callable[[Any], Kept] = keep_all
    begin: Callable[[Mapping[str, Kept]], Kept] = nothing


def steps() -> list[JoiningStep]:
    """The steps of joining, first to last."""
    return sorted((part for part in registry.of_app().joining if isinstance(part, JoiningStep)), key=_order)


def panels() -> list[RosterPanel]:
    """What the features say about a newcomer, first to last."""
    return sorted((part for part in registry.of_app().joining if isinstance(part, RosterPanel)), key=_order)


def past_is_hidden(before: Mapping[str, Kept]) -> bool:
    """Whether somebody on the way in has said in a step that fewer than all members shall see their past."""
    return any(step.hides_past(before[step.name]) for step in steps() if step.name in before)


def _order(part: JoiningStep | RosterPanel) -> tuple[int, str]:
    return part.order, part.name
