"""Mentorships: the formal past from the roster, shown to both sides and correctable by both."""

from community.core.feature import Feature, Job, NavItem, Topic
from community.core.language import _l

feature = Feature(
    name="mentorships",
    models=("community.mentorships.models",),
    blueprints=("community.mentorships.views:blueprint",),
    permissions=(
        "community.mentorships.permissions:SEE_MENTORSHIP",
        "community.mentorships.permissions:CORRECT_MENTORSHIP",
    ),
    subscribers=(("MentorshipsImported", "community.mentorships.subscribers:mentorships_imported"),),
    jobs=(Job("mentorships.tell_ended", {"hour": "3", "minute": "17"}, "community.mentorships.jobs:tell_ended"),),
    topics=(
        Topic(
            "mentorships",
            _l("somebody corrects what the records say about a mentorship of yours"),
            ("mentorships.corrected", "mentorships.disputed"),
        ),
    ),
    mails={
        "mentorships.corrected": "community.mentorships.mail:corrected",
        "mentorships.disputed": "community.mentorships.mail:disputed",
    },
    relations=("community.mentorships.relations:related",),
    groups={
        "mentorships": "community.mentorships.relations:related",
        "mentors": "community.mentorships.relations:mentors_of",
    },
    reasons=("community.mentorships.relations:reasons",),
    happenings=("community.mentorships.panels:happenings",),
    shared_past=("community.mentorships.panels:shared_past",),
    anniversaries=("community.mentorships.anniversaries:anniversaries",),
    joining=("community.mentorships.joining:panel",),
    profile_panels=("community.mentorships.panels:on_profile",),
    home_panels=("community.mentorships.panels:at_home",),
    navigation=(NavItem(_l("Mentorships"), "mentorships.index", "signpost-split", order=50),),
)
