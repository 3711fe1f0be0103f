"""What coordinators read about mail and other deliveries: what it is, how far it has come, why not yet, and what runs by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.core.language import _l
from community.core.mail import OutgoingMail
from community.core.outbox import Delivery
from community.core.outbox.models import DEAD, Pause

KINDS: dict[str, Any] = {
    "accounts.invitation": _l("Invitation"),
    "accounts.reset": _l("New password"),
    "accounts.registration": _l("Confirmation of an address"),
    "accounts.suspended": _l("Suspension"),
    "catchups.asked": _l("Catch-up: asked"),
    "catchups.agreed": _l("Catch-up: agreed"),
    "catchups.cancelled": _l("Catch-up: cancelled"),
    "mentorships.corrected": _l("Mentorship: corrected"),
    "mentorships.disputed": _l("Mentorship: called wrong"),
    "notifications.letter": _l("Letter"),
    "RosterUploaded": _l("Import of a roster"),
    "RosterGiven": _l("Comparing of a roster"),
    "InvitationsDue": _l("Invitations in line"),
}
# All other mails, by their room. Of circles never more than that: who was let go, who told the coordinators something or wishes to
# keep in touch with whom is not told by a mail that came back.
ROOMS: dict[str, Any] = {
    "accounts": _l("About an account"),
    "alumni": _l("About a profile"),
    "catchups": _l("About a catch-up"),
    "circles": _l("About a circle"),
    "mentorships": _l("About a mentorship"),
    "milestones": _l("About a milestone"),
    "ties": _l("About keeping in touch"),
}
STEPS: dict[str, Any] = {
    "core.mail.tell": _l("Not told yet: neither under “News” nor by mail."),
    "core.mail.tell_again": _l("It stands under “News”, and waits for the letter."),
}
_SORTS_OF_TROUBLE = ("Hopeless: ", "Unavailable: ", "TryAgain: ")
_PASSWORD = _l("The mail server does not take our name and password.")
_HUNG_UP = _l("The mail server ended the conversation.")
TROUBLES: dict[str, Any] = {
    "ConnectionRefusedError": _l("Nobody answers at the address of the mail server."),
    "gaierror": _l("There is no mail server of that name."),
    "TimeoutError": _l("The mail server did not answer in time."),
    "ConnectionResetError": _HUNG_UP,
    "BrokenPipeError": _HUNG_UP,
    "SMTPServerDisconnected": _HUNG_UP,
    "SSLCertVerificationError": _l("The mail server cannot prove that it is the right one."),
    "530": _PASSWORD,
    "535": _PASSWORD,
}
JOBS: dict[str, Any] = {
    "accounts.return": _l("Quiet times and suspensions that are over"),
    "alumni.check": _l("“Is this still you?”, once a year"),
    "alumni.order": _l("The order of the directory"),
    "alumni.pictures": _l("Portraits nobody uses any more"),
    "catchups.ask_whether_met": _l("“Did you meet?”"),
    "catchups.lapse": _l("Requests without an answer, put to rest"),
    "catchups.remind_to_answer": _l("Reminders of an answer"),
    "catchups.remind_to_meet": _l("Reminders of a catch-up, a day before"),
    "catchups.settle_introductions": _l("Introductions that were answered"),
    "circles.ask_about_charters": _l("Charters to look at again"),
    "circles.end": _l("Circles that come to their end"),
    "circles.formings": _l("Circles being formed from a list"),
    "circles.places": _l("Places passed on to whoever waits"),
    "circles.promises": _l("Promises that are due"),
    "circles.remind_to_meet": _l("Reminders of a meeting, a day before"),
    "circles.render_anew": _l("Words of circles, drawn anew after a change of ours"),
    "coordination.forget_rosters": _l("Files of rosters that are no longer needed"),
    "core.bounces": _l("Mails that came back"),
    "core.tidy": _l("Old records of deliveries, cleared away"),
    "mentorships.tell_ended": _l("Mentorships that have ended"),
    "milestones.pictures": _l("Pictures nobody uses any more"),
    "notifications.letters": _l("Letters"),
    "notifications.settle": _l("News that was settled elsewhere"),
    "notifications.tidy": _l("Old news, cleared away"),
    "ties.look": _l("Who to reach out to"),
}


def kind_in_words(kind: str) -> str:
    """What a mail or a delivery is for: a rare one by its room, or by its technical name when it belongs to none."""
    return str(KINDS.get(kind) or ROOMS.get(kind.split(".")[0], kind))


def job_in_words(name: str) -> str:
    """What a job by the clock looks after."""
    return str(JOBS.get(name, name))


def reason_in_words(stored: str | None) -> str:
    """Why something was not delivered: in words where we know them, and behind them what was said, for whoever runs the server."""
    said = stored or "–"
    for sort in _SORTS_OF_TROUBLE:
        said = said.removeprefix(sort)
    words = TROUBLES.get(said.partition(":")[0]) or TROUBLES.get(said[:3])
    return f"{words} ({said})" if words else said


@dataclass(frozen=True)
class InTrouble:
    """A delivery in trouble as its line says it. `how_far`: what it has reached, where its kind does not say enough."""

    what: str
    how_far: str
    to: str
    why: str
    since: datetime
    next_try: datetime
    is_given_up: bool
    delivery: Delivery


def in_trouble(delivery: Delivery, mail: OutgoingMail | None, pauses: Sequence[Pause]) -> InTrouble:
    """The line of a delivery; it is not tried again before a pause of its carrier ends."""
    pause = next((pause.until for pause in pauses if pause.carrier == delivery.subscriber), delivery.due_at)
    return InTrouble(
        what=kind_in_words(mail.kind if mail else delivery.event),
        how_far=str(STEPS.get(delivery.subscriber, "")),
        to=mail.address if mail else delivery.subscriber.split(":")[-1],
        why=reason_in_words(delivery.last_error),
        since=delivery.created_at,
        next_try=max(delivery.due_at, pause),
        is_given_up=delivery.state == DEAD,
        delivery=delivery,
    )
