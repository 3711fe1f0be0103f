"""The pages of ties: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("ties", __name__)

from community.ties.views import by_mail, contacts, offers, pauses, reminders, showing, warm_up, wishes  # noqa: E402

__all__ = ["blueprint", "by_mail", "contacts", "offers", "pauses", "reminders", "showing", "warm_up", "wishes"]
