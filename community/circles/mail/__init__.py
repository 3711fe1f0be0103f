"""Mails about circles, composed at the moment of sending: one module for each resource."""

from community.circles.mail.openings import opened, opening_asked, opening_declined
from community.circles.mail.reports import report_answered, reported

__all__ = ["opened", "opening_asked", "opening_declined", "report_answered", "reported"]
