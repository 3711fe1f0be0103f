"""What an account says at home: that mail to its address comes back."""

from community.accounts.models import Person
from community.core.language import _l
from community.core.panels import Panel


def at_home(actor: Person) -> Panel | None:
    """Whoever gets no mail is told of it where they come by themselves."""
    if actor.email_bounced_at is None:
        return None
    return Panel(_l("Our mail to you comes back"), "accounts/panels/address.html", {"email": actor.email}, order=5)
