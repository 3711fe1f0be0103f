"""Notifications: the inbox, how each member wants to hear of things, and the letter. Knows no feature; what they have to say reaches it as mail."""

from community.core.feature import Feature, NavItem
from community.core.language import _l

feature = Feature(
    name="notifications",
    models=("community.notifications.models",),
    blueprints=("community.notifications.views:blueprint",),
    permissions=("community.notifications.permissions:SEE_NOTICE",),
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
