"""The pages of the inbox, of what one wishes to hear by mail, and of the letter."""

from flask import Blueprint

blueprint = Blueprint("notifications", __name__)

from community.notifications.views import inbox, unsubscribing, wishes  # noqa: E402

__all__ = ["blueprint", "inbox", "unsubscribing", "wishes"]
