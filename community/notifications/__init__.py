"""Notifications: the inbox, how each member wants to hear of things, and the letter. Knows no feature; what they have to say reaches it as mail."""

from community.core.feature import Feature, Job, NavItem, Topic, Urgency
from community.core.language import _l

feature = Feature(
    name="notifications",
    models=("community.notifications.models",),
    blueprints=("community.notifications.views:blueprint",),
    permissions=("community.notifications.permissions:SEE_NOTICE",),
    subscribers=(
        ("PersonJoined", "community.notifications.subscribers:clock_changed"),
        ("PersonChanged", "community.notifications.subscribers:clock_changed"),
        ("LettersDue", "community.notifications.subscribers:letters_due"),
        ("MailRefused", "community.notifications.subscribers:letter_refused"),
        ("PersonWentQuiet", "community.notifications.subscribers:went_quiet"),
        ("PersonBlocked", "community.notifications.subscribers:blocked"),
        ("PersonLeft", "community.notifications.subscribers:out_of_sight"),
        ("PersonSuspended", "community.notifications.subscribers:out_of_sight"),
        ("PersonReinstated", "community.notifications.subscribers:back_again"),
        ("NameOutOfSight", "community.notifications.subscribers:look_for_name"),
        ("CircleLeft", "community.notifications.subscribers:circle_left"),
        ("CircleEnded", "community.notifications.subscribers:circle_ended"),
        ("MilestoneGone", "community.notifications.subscribers:milestone_out_of_sight"),
        ("MilestoneNarrowed", "community.notifications.subscribers:milestone_out_of_sight"),
        ("CongratulationTakenBack", "community.notifications.subscribers:words_taken_back"),
        ("AnsweredByMail", "community.notifications.subscribers:answered_by_mail"),
        ("InboxDoubted", "community.notifications.subscribers:inbox_doubted"),
        ("InboxesDoubted", "community.notifications.subscribers:inboxes_doubted"),
        ("NoticesOutlived", "community.notifications.subscribers:outlived"),
    ),
    jobs=(
        Job("notifications.letters", {"minute": "*/5"}, "community.notifications.jobs:letters"),
        Job("notifications.settle", {"minute": "50"}, "community.notifications.jobs:settle"),
        Job("notifications.tidy", {"minute": "5", "hour": "4"}, "community.notifications.jobs:tidy"),
    ),
    topics=(Topic("letter", _l("it is time for your letter"), ("notifications.letter",), Urgency.LETTER, way="now"),),
    mails={"notifications.letter": "community.notifications.mail:letter"},
    navigation=(
        NavItem(
            _l("News"),
            "notifications.index",
            "bell",
            order=15,
            badge="community.notifications.setup:unread_shown",
            badge_words=_l("unread"),
        ),
    ),
    setup=("community.notifications.setup:init_app",),
    inbox="community.notifications.inbox:INBOX",
)
