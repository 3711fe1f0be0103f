"""The mail that says that somebody wrote: who and in what, with a link. Never a word of it."""

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.mail.note import note
from community.catchups.wording import titled
from community.core.language import gettext as _
from community.core.mail import Message


def message(person: Person, *, catchup_id: int) -> Message | None:
    """Somebody wrote to you. Not when you have read it meanwhile, or it was taken back."""
    if not queries.sees_of(person, catchup_id) or not queries.has_new(person, catchup_id):
        return None
    catchup = queries.by_id(catchup_id)
    if catchup is None:
        return None
    other = catchup.other(person.id)
    return note(
        catchup,
        _("%(name)s wrote to you", name=other.name),
        [_("What it says is on the site, for the two of you alone. We send no second mail until you have been there.")],
        _("Read it"),
        facts=[titled(catchup, other)],
    )
