"""The mail that both have said yes to meeting again: to the one who had said it first, and so could not see it yet."""

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.mail.catchups import note
from community.catchups.wording import titled
from community.core.language import gettext as _
from community.core.mail import Message


def both_again(person: Person, *, catchup_id: int) -> Message | None:
    """Both said yes."""
    catchup = queries.by_id(catchup_id) if queries.sees_of(person, catchup_id) else None
    if catchup is None:
        return None
    other = catchup.other(person.id)
    said = _("You said that you would like to meet again some day, and %(name)s said so too.", name=other.name)
    subject = _("You and %(name)s: again, some day", name=other.name)
    if catchup.is_exchange:
        said = _("You said that you would like to keep in touch, and %(name)s said so too.", name=other.name)
        subject = _("You and %(name)s would both like to keep in touch", name=other.name)
    lines = [
        said,
        _(
            "From now on you find each other among the people you keep in touch with. There is nothing else to do: write, or ask, whenever it suits you."
        ),
    ]
    return note(catchup, subject, lines, _("See the catch-up"), facts=[titled(catchup, other)])
