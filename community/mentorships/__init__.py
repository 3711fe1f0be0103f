"""Mentorships: the formal past from the roster, shown to both sides and correctable by both."""

from community.core.feature import Feature

feature = Feature(name="mentorships", models=("community.mentorships.models",))
