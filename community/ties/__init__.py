"""Ties: keeping in touch. What two people share outlives its programme, at a rhythm each chooses alone."""

from community.core.feature import Feature, Job, NavItem, Topic, Urgency
from community.core.language import _l

feature = Feature(
    name="ties",
    models=("community.ties.models",),
    blueprints=("community.ties.views:blueprint",),
    permissions=(
        "community.ties.permissions:SEE_TIE",
        "community.ties.permissions:TAKE_BACK_CONTACT",
        "community.ties.permissions:OFFER_TIE",
    ),
    subscribers=(
        ("MentorshipsEnded", "community.ties.subscribers:mentorships_ended"),
        ("CatchUpAgain", "community.ties.subscribers:catchup_again"),
        ("CatchUpHappened", "community.ties.subscribers:catchup_happened"),
        ("CatchUpDidNotHappen", "community.ties.subscribers:catchup_did_not_happen"),
        ("CircleMet", "community.ties.subscribers:circle_met"),
        ("CircleTie", "community.ties.subscribers:circle_tie"),
        ("Congratulated", "community.ties.subscribers:congratulated"),
        ("CongratulationTakenBack", "community.ties.subscribers:congratulation_taken_back"),
        ("PersonBlocked", "community.ties.subscribers:blocked"),
        ("PersonWentQuiet", "community.ties.subscribers:quiet_changed"),
        ("PersonCameBack", "community.ties.subscribers:quiet_changed"),
        ("TieLooksDue", "community.ties.subscribers:looks_due"),
        ("TieRemindersDue", "community.ties.subscribers:reminders_due"),
    ),
    jobs=(Job("ties.look", {"minute": "3-59/5"}, "community.ties.jobs:look"),),
    topics=(
        Topic("ties.offer", _l("somebody would like to keep in touch with you"), ("ties.offer",), Urgency.REQUEST),
        Topic(
            "ties.reminder",
            _l("it is time to be in touch with somebody again, by the rhythm you chose"),
            ("ties.reminder",),
            way="letter",
            by_day=True,
        ),
    ),
    mails={
        "ties.offer": "community.ties.mail:offer",
        "ties.reminder": "community.ties.mail:reminder",
    },
    relations=("community.ties.relations:related",),
    groups={"ties": "community.ties.relations:related"},
    profile_panels=("community.ties.panels:on_profile",),
    calendar_entries=("community.ties.calendar:entries",),
    navigation=(NavItem(_l("Keeping in touch"), "ties.index", "chat-heart", order=30),),
)
