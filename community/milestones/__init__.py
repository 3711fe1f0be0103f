"""Milestones: what became of somebody, told to those whom it may reach, and the words they say to it."""

from community.core.feature import Feature, Job, NavItem, Topic, Urgency
from community.core.language import _l

feature = Feature(
    name="milestones",
    models=("community.milestones.models",),
    blueprints=("community.milestones.views:blueprint",),
    permissions=tuple(
        f"community.milestones.permissions:{name}"
        for name in (
            "SEE_MILESTONE",
            "TELL_ABOUT",
            "EDIT_MILESTONE",
            "ANSWER_MILESTONE",
            "KEEP_MILESTONE",
            "CONGRATULATE",
            "SEE_CONGRATULATION",
            "CHANGE_CONGRATULATION",
            "TAKE_WORDS_BACK",
            "THANK",
        )
    ),
    subscribers=(
        ("MilestoneShared", "community.milestones.subscribers:tell_the_mentors"),
        ("MilestoneWidened", "community.milestones.subscribers:tell_the_mentors"),
        ("MilestoneWaits", "community.milestones.subscribers:ask_the_subject"),
        ("Congratulated", "community.milestones.subscribers:tell_the_subject"),
        ("Thanked", "community.milestones.subscribers:tell_the_thanked"),
        ("PersonChanged", "community.milestones.subscribers:name_changed"),
        ("PictureDropped", "community.milestones.subscribers:picture_dropped"),
    ),
    jobs=(Job("milestones.pictures", {"minute": "35", "hour": "3"}, "community.milestones.jobs:remove_lost_pictures"),),
    topics=(
        Topic(
            "milestones.waits",
            _l("somebody would like to share something about you"),
            ("milestones.waits",),
            Urgency.REQUEST,
        ),
        Topic("milestones.shared", _l("somebody you mentored shares a milestone"), ("milestones.shared",)),
        Topic(
            "milestones.words",
            _l("somebody congratulates you, or thanks you"),
            ("milestones.congratulated", "milestones.thanked"),
        ),
    ),
    mails={
        f"milestones.{kind}": f"community.milestones.mail:{kind}"
        for kind in ("shared", "waits", "congratulated", "thanked")
    },
    letter=("community.milestones.letter:lines",),
    search={"milestone": "community.milestones.bulk:entries_of_everything"},
    profile_panels=("community.milestones.panels:on_profile",),
    home_panels=tuple(f"community.milestones.panels:{name}_at_home" for name in ("waiting", "news", "days")),
    shared_past=("community.milestones.panels:shared_past",),
    navigation=(NavItem(_l("Milestones"), "milestones.index", "award", order=35),),
)
