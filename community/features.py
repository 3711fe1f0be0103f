"""The one ordered list of features. A new feature is a folder and a line here."""

from community.accounts import feature as accounts
from community.core.feature import Feature

FEATURES: tuple[Feature, ...] = (accounts,)
