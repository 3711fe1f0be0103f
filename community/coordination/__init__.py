"""Coordination: what the coordinator runs the programme with: rosters, invitations, people, deliveries, the log."""

from community.accounts.permissions import COORDINATE
from community.core.feature import Feature, Job, NavItem
from community.core.language import _l
from community.core.policy import can

feature = Feature(
    name="coordination",
    models=("community.coordination.models",),
    blueprints=("community.coordination.views:blueprint",),
    subscribers=(
        ("RosterGiven", "community.coordination.subscribers:roster_given"),
        ("RosterUploaded", "community.coordination.subscribers:roster_uploaded"),
        ("InvitationsDue", "community.coordination.subscribers:invitations_due"),
    ),
    jobs=(
        Job("coordination.forget_rosters", {"hour": "4", "minute": "11"}, "community.coordination.jobs:forget_rosters"),
    ),
    navigation=(
        NavItem(
            _l("Coordination"), "coordination.index", "compass", order=90, shown=lambda actor: can(actor, COORDINATE)
        ),
    ),
    commands=("community.coordination.commands:import_roster",),
)
