"""Circles: small groups that meet, under a charter of their own, in confidence."""

from community.core.feature import Feature, Job, NavItem
from community.core.language import _l

feature = Feature(
    name="circles",
    models=("community.circles.models",),
    blueprints=("community.circles.views:blueprint",),
    permissions=tuple(
        f"community.circles.permissions:{name}"
        for name in (
            "SEE_CIRCLE",
            "READ_CIRCLE",
            "WRITE_IN_CIRCLE",
            "FACILITATE",
            "BELONG",
            "KNOCK",
            "OWN_PLACE",
            "RECEIVE",
            "WELCOME",
            "OPEN_CIRCLE",
            "SEE_POST",
            "REPLY",
            "REACT",
            "CHANGE_POST",
            "SEE_MEETING",
            "ANSWER_MEETING",
            "WRITE_AGENDA",
            "WRITE_NOTES",
            "CHANGE_MEETING",
            "TELL_ATTENDANCE",
            "ANSWER_OPENING",
            "ASK_OPENING",
            "CLOSE_OPENING",
            "LOOK_INSIDE",
            "SEE_OPENING",
            "ANSWER_REPORT",
            "SEE_REPORT",
            "TELL_COORDINATORS",
        )
    ),
    subscribers=(
        ("CircleInvited", "community.circles.subscribers:tell_the_invited"),
        ("CirclePlaceKept", "community.circles.subscribers:tell_who_waited"),
        ("CircleRequested", "community.circles.subscribers:tell_the_door"),
        ("CircleRequestAnswered", "community.circles.subscribers:tell_who_asked"),
        ("CircleJoined", "community.circles.subscribers:tell_of_the_newcomer"),
        ("CircleLeft", "community.circles.subscribers:keep_the_free_place"),
        ("PersonBlocked", "community.circles.subscribers:end_pending_between"),
        ("PersonSuspended", "community.circles.subscribers:end_pending_of"),
        ("PersonLeft", "community.circles.subscribers:end_pending_of"),
        ("CircleReported", "community.circles.subscribers:tell_the_coordinators"),
        ("CircleReportAnswered", "community.circles.subscribers:tell_the_reporter"),
        ("CircleOpeningAsked", "community.circles.subscribers:ask_the_second"),
        ("CircleOpened", "community.circles.subscribers:announce_opening"),
        ("CircleOpeningDeclined", "community.circles.subscribers:tell_the_asker"),
    ),
    jobs=(Job("circles.places", {"minute": "9"}, "community.circles.jobs:pass_on_places"),),
    mails={
        f"circles.{kind}": f"community.circles.mail:{kind}"
        for kind in (
            "invited",
            "place_kept",
            "asked",
            "answered",
            "joined",
            "reported",
            "report_answered",
            "opening_asked",
            "opened",
            "opening_declined",
        )
    },
    opened=("community.circles.opened:opened",),
    relations=("community.circles.relations:related",),
    groups={"circles": "community.circles.relations:related"},
    named_groups={"circle": "community.circles.relations:CIRCLES"},
    navigation=(NavItem(_l("Circles"), "circles.index", "record-circle", order=33),),
)
