"""Catch-ups: a casual meeting of two, from the asking to "did you meet?"."""

from community.core.feature import Feature, Job, NavItem, Topic, Urgency
from community.core.language import _l

HOURLY = {"minute": "7"}


def names(*kinds: str) -> tuple[str, ...]:
    """The mails of this room by their full names."""
    return tuple(f"catchups.{kind}" for kind in kinds)


feature = Feature(
    name="catchups",
    models=("community.catchups.models",),
    blueprints=("community.catchups.views:blueprint",),
    permissions=tuple(
        f"community.catchups.permissions:{name}"
        for name in (
            "ASK",
            "SEE_CATCHUP",
            "ANSWER",
            "SAY_NOT_NOW",
            "WITHDRAW",
            "CANCEL",
            "TELL",
            "WRITE_MESSAGE",
            "EDIT_MESSAGE",
            "SAY_AGAIN",
            "INTRODUCE",
            "SEE_INTRODUCTION",
        )
    ),
    subscribers=(
        ("CatchUpAsked", "community.catchups.subscribers:tell_the_asked"),
        ("CatchUpTimesProposed", "community.catchups.subscribers:tell_of_other_times"),
        ("CatchUpTimesWeighed", "community.catchups.subscribers:tell_of_what_is_possible"),
        ("CatchUpTimeKept", "community.catchups.subscribers:tell_of_the_kept_time"),
        ("CatchUpAgreed", "community.catchups.subscribers:send_the_invitations"),
        ("CatchUpMoved", "community.catchups.subscribers:send_the_new_time"),
        ("CatchUpCancelled", "community.catchups.subscribers:send_the_cancellations"),
        ("CatchUpDeclined", "community.catchups.subscribers:tell_of_not_now"),
        ("CatchUpLapsed", "community.catchups.subscribers:tell_of_the_lapse"),
        ("PeopleIntroduced", "community.catchups.subscribers:tell_the_introduced"),
        ("IntroductionAccepted", "community.catchups.subscribers:tell_both_who_said_yes"),
        ("CatchUpMessageWritten", "community.catchups.subscribers:tell_the_reader"),
        ("PersonBlocked", "community.catchups.subscribers:end_between"),
        ("PersonBlocked", "community.catchups.subscribers:cut_introductions"),
        ("PersonSuspended", "community.catchups.subscribers:end_introductions"),
        ("PersonLeft", "community.catchups.subscribers:end_introductions"),
        ("PersonSuspended", "community.catchups.subscribers:end_all_of"),
        ("PersonLeft", "community.catchups.subscribers:end_all_of"),
    ),
    jobs=(
        Job("catchups.lapse", HOURLY, "community.catchups.jobs:lapse"),
        Job("catchups.remind_to_answer", HOURLY, "community.catchups.jobs:remind_to_answer"),
        Job("catchups.remind_to_meet", HOURLY, "community.catchups.jobs:remind_to_meet"),
        Job("catchups.ask_whether_met", HOURLY, "community.catchups.jobs:ask_whether_met"),
        Job("catchups.settle_introductions", HOURLY, "community.catchups.jobs:settle_introductions"),
    ),
    topics=(
        Topic(
            "catchups.asked",
            _l("somebody asks you for a catch-up, writes to you in one, or introduces you to somebody"),
            names("asked", "other_times", "if_need_be", "message", "introduced", "introduction_accepted"),
            Urgency.REQUEST,
        ),
        Topic(
            "catchups.times",
            _l("a catch-up is agreed, moved or cancelled, and a day before it"),
            names("agreed", "moved", "cancelled", "time_kept", "tomorrow"),
            Urgency.TIME,
        ),
        Topic(
            "catchups.answers",
            _l("a request of yours finds no time or no answer, or somebody else would like to meet again"),
            names("not_now", "lapsed", "both_again"),
        ),
        Topic(
            "catchups.reminders",
            _l("somebody still waits for your answer, or we wonder whether you met"),
            names("waiting", "waiting_for_either", "did_you_meet"),
            waits=True,
        ),
    ),
    mails={
        f"catchups.{kind}": f"community.catchups.mail:{kind}"
        for kind in (
            "asked",
            "other_times",
            "if_need_be",
            "time_kept",
            "agreed",
            "moved",
            "cancelled",
            "not_now",
            "lapsed",
            "waiting",
            "tomorrow",
            "did_you_meet",
            "message",
            "both_again",
            "introduced",
            "introduction_accepted",
            "waiting_for_either",
        )
    },
    home_panels=("community.catchups.panels:introductions",),
    under_way=("community.catchups.queries:under_way_with",),
    calendar_entries=("community.catchups.calendar:entries",),
    happenings=("community.catchups.happenings:to_ask_again",),
    requests_received=("community.catchups.queries:requests_received",),
    navigation=(NavItem(_l("Catch-ups"), "catchups.index", "cup-hot", order=40),),
)
