"""The vocabulary of what happens: frozen dataclasses of ids and plain values.

A feature that wants to know subscribes in its manifest; the feature that publishes knows nobody.
SILENT names the events that nobody needs yet, on purpose.
"""

from community.events.catchups import (
    CatchUpAgain,
    CatchUpAgreed,
    CatchUpAsked,
    CatchUpCancelled,
    CatchUpDeclined,
    CatchUpDidNotHappen,
    CatchUpHappened,
    CatchUpLapsed,
    CatchUpMessageWritten,
    CatchUpMoved,
    CatchUpTimeKept,
    CatchUpTimesProposed,
    CatchUpTimesWeighed,
    CatchUpWithdrawn,
    IntroductionAccepted,
    PeopleIntroduced,
)
from community.events.circles import (
    CharterChanged,
    CircleHandedOn,
    CircleJoined,
    CircleLeft,
    CircleNeedsFacilitator,
    CircleStarted,
)
from community.events.event import Event
from community.events.milestones import (
    Congratulated,
    CongratulationTakenBack,
    MilestoneGone,
    MilestoneShared,
    MilestoneWaits,
    MilestoneWidened,
    Thanked,
)
from community.events.people import (
    MailRefused,
    MailSent,
    PasswordResetAsked,
    PersonBlocked,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReinstated,
    PersonSuspended,
    PictureDropped,
    RegistrationAsked,
)
from community.events.rosters import (
    InvitationsDue,
    MentorshipsEnded,
    MentorshipsImported,
    RosterGiven,
    RosterUploaded,
)
from community.events.ties import TieLooksDue, TieRemindersDue

# CatchUpWithdrawn, CircleStarted, MilestoneGone: nobody is to be told.
SILENT: frozenset[type[Event]] = frozenset(
    {
        CatchUpWithdrawn,
        CharterChanged,
        CircleHandedOn,
        CircleJoined,
        CircleLeft,
        CircleNeedsFacilitator,
        CircleStarted,
        MilestoneGone,
    }
)

__all__ = [
    "SILENT",
    "CatchUpAgain",
    "CatchUpAgreed",
    "CatchUpAsked",
    "CatchUpCancelled",
    "CatchUpDeclined",
    "CatchUpDidNotHappen",
    "CatchUpHappened",
    "CatchUpLapsed",
    "CatchUpMessageWritten",
    "CatchUpMoved",
    "CatchUpTimeKept",
    "CatchUpTimesProposed",
    "CatchUpTimesWeighed",
    "CatchUpWithdrawn",
    "CharterChanged",
    "CircleHandedOn",
    "CircleJoined",
    "CircleLeft",
    "CircleNeedsFacilitator",
    "CircleStarted",
    "Congratulated",
    "CongratulationTakenBack",
    "Event",
    "IntroductionAccepted",
    "InvitationsDue",
    "MailRefused",
    "MailSent",
    "MentorshipsEnded",
    "MentorshipsImported",
    "MilestoneGone",
    "MilestoneShared",
    "MilestoneWaits",
    "MilestoneWidened",
    "PasswordResetAsked",
    "PeopleIntroduced",
    "PersonBlocked",
    "PersonChanged",
    "PersonJoined",
    "PersonLeft",
    "PersonReinstated",
    "PersonSuspended",
    "PictureDropped",
    "RegistrationAsked",
    "RosterGiven",
    "RosterUploaded",
    "Thanked",
    "TieLooksDue",
    "TieRemindersDue",
]
