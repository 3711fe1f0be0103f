"""Alumni: profiles with an audience for every field, what people are glad to be asked for, and the directory."""

from community.core.feature import Feature, Job, NavItem, Topic
from community.core.language import _l

feature = Feature(
    name="alumni",
    models=("community.alumni.models",),
    blueprints=("community.alumni.views:blueprint",),
    permissions=(
        "community.alumni.permissions:SEE_PROFILE",
        "community.alumni.permissions:EDIT_PROFILE",
    ),
    subscribers=(
        ("PersonJoined", "community.alumni.subscribers:person_joined"),
        ("PersonLeft", "community.alumni.subscribers:standing_changed"),
        ("PersonSuspended", "community.alumni.subscribers:standing_changed"),
        ("PersonReinstated", "community.alumni.subscribers:standing_changed"),
        ("PersonChanged", "community.alumni.subscribers:standing_changed"),
        ("PictureDropped", "community.alumni.subscribers:picture_dropped"),
        ("MentorshipsImported", "community.alumni.subscribers:mentorships_imported"),
        ("CatchUpAsked", "community.alumni.subscribers:catchup_asked"),
    ),
    jobs=(
        Job("alumni.order", {"minute": "40", "hour": "2"}, "community.alumni.jobs:put_in_order"),
        Job("alumni.pictures", {"minute": "20", "hour": "3"}, "community.alumni.jobs:remove_lost_pictures"),
        Job("alumni.check", {"minute": "10", "hour": "8"}, "community.alumni.jobs:ask_still_you"),
    ),
    topics=(
        Topic(
            "alumni.check",
            _l("a year has passed, to ask whether your profile is still right"),
            ("alumni.check",),
            waits=True,
        ),
    ),
    mails={"alumni.check": "community.alumni.mail:check"},
    search={"person": "community.alumni.bulk:entries_of_everybody"},
    joining=("community.alumni.joining:privacy",),
    home_panels=("community.alumni.panels:at_home",),
    asking_panels=("community.alumni.panels:before_asking",),
    reasons=("community.alumni.reading:shared_with",),
    field_readers=("community.alumni.queries.profiles:readable",),
    field_values=("community.alumni.queries.profiles:people_with",),
    navigation=(
        NavItem(_l("Members"), "alumni.directory", "people", 20),
        NavItem(_l("Your profile"), "alumni.edit", "person-circle", 10, place="account"),
    ),
    setup=("community.alumni.setup:init_app",),
)
