"""The one ordered list of features. A new feature is a folder and a line here."""

from community.accounts import feature as accounts
from community.alumni import feature as alumni
from community.api import feature as api
from community.catchups import feature as catchups
from community.circles import feature as circles
from community.coordination import feature as coordination
from community.core.feature import Feature
from community.home import feature as home
from community.mentorships import feature as mentorships
from community.milestones import feature as milestones
from community.notifications import feature as notifications
from community.ties import feature as ties

FEATURES: tuple[Feature, ...] = (
    accounts, alumni, mentorships, ties, catchups, circles, milestones, notifications,
    coordination, api, home,
)  # fmt: skip
