"""Coordination: what the coordinator runs the programme with: rosters, invitations, people, deliveries, the log."""

from community.accounts.permissions import COORDINATE
from community.core.feature import Feature, NavItem
from community.core.language import _l
from community.core.policy import can

feature = Feature(
    name="coordination",
    models=("community.coordination.models",),
    subscribers=(
        ("RosterGiven", "community.coordination.subscribers:roster_given"),
        ("RosterUploaded", "community.coordination.subscribers:roster_uploaded"),
    ),
    commands=("community.coordination.commands:import_roster",),
)
