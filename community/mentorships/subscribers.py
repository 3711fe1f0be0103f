"""What mentorships learn from the other rooms."""

from community.core import clock
from community.events import MentorshipsImported
from community.mentorships import actions


def mentorships_imported(event: MentorshipsImported) -> None:
    """A roster brings many that have ended already."""
    actions.tell_ended(clock.today())
