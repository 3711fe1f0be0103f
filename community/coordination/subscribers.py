"""What the worker does for coordinators: compare and import rosters, send invitations in their turn."""

from community.coordination.actions import importing, invitations
from community.events import InvitationsDue, RosterGiven, RosterUploaded


def roster_given(event: RosterGiven) -> None:
    """Make the preview."""
    importing.compare_roster(event.import_id)


def roster_uploaded(event: RosterUploaded) -> None:
    """A coordinator said "import"."""
    importing.import_roster(event.import_id)


def invitations_due(event: InvitationsDue) -> None:
    """The next ones in line."""
    invitations.send_due(event.batch_id)
