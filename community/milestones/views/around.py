"""What the pages of milestones share: the surroundings of a list, and the choices of who can read one."""

from collections.abc import Sequence

from flask import request, url_for

from community.accounts.models import Person
from community.core.language import gettext as _
from community.core.web.responses import is_own_path
from community.milestones import queries
from community.milestones.forms.sharing import WithReaders
from community.milestones.shown import Surroundings
from community.milestones.wording import people_words, readers_label


def surroundings() -> Surroundings:
    """Addresses and words that are the same for every milestone of this page."""
    here = request.full_path.rstrip("?")
    return Surroundings(
        base=url_for("milestones.index"),
        members=url_for("alumni.directory"),
        here=here if request.method == "GET" and is_own_path(here) else url_for("milestones.index"),
        words={
            "told_by": _("told by"),
            "told_by_you": _("told by you"),
            "edited": _("edited"),
            "read_on": _("Read on"),
            "read": _("Read what people wrote"),
            "said": _("Your words"),
            "congratulate": _("Congratulate"),
            "applaud": _("Applaud quietly"),
            "applauded": _("You applauded"),
            "perhaps": _("Perhaps ask:"),
            "readers": _("Whoever can read this milestone can read your words."),
        },
    )


def offer_readers(form: WithReaders, actor: Person, subject: Person) -> dict[str, str]:
    """Put the choices of who can read it into the form; gives what to say to each: how many people it means."""
    found: Sequence[queries.Reach] = queries.reach(actor, subject)
    of = None if subject.id == actor.id else subject.name
    form.offer([(one.value, readers_label(one.audience, one.name, of=of)) for one in found])
    return {one.value: people_words(one.people) for one in found if one.people is not None}


def portrait_address(public_id: str, key: str | None) -> str | None:
    """Where the portrait of somebody is found, when the reader may see it."""
    return url_for("alumni.portrait", person=public_id, size="small", v=key[:8]) if key else None
