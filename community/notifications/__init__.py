"""Notifications: the inbox, how each member wants to hear of things, and the letter. Knows no feature; what they have to say reaches it as mail."""

from community.core.feature import Feature

feature = Feature(
    name="notifications",
    models=("community.notifications.models",),
    blueprints=("community.notifications.views:blueprint",),
    inbox="community.notifications.inbox:INBOX",
)
