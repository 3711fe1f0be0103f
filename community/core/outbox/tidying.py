"""Throwing away what nobody asks for any more."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from community.core import clock
from community.core.extensions import db
from community.core.mail.models import OutgoingMail
from community.core.outbox.models import DONE, Delivery, Heartbeat, JobRun

KEEP_DONE = timedelta(days=30)
KEEP_RUNS = timedelta(days=90)
KEEP_HEARTBEATS = timedelta(days=2)
# Longer than any reason for a mail lives: the row is what keeps a mail from being posted twice.
KEEP_MAILS = timedelta(days=400)
OVER = ("sent", "kept", "refused", "bounced", "dropped")


def tidy() -> None:
    """Delete deliveries long done, mails long over (with the addresses in them), heartbeats of workers long gone, and old runs; the newest run of a job stays."""
    at = clock.now()
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    for old in (
        delete(Delivery).where(Delivery.state == DONE, Delivery.done_at < at - KEEP_DONE),
        delete(JobRun).where(JobRun.slot < at - KEEP_RUNS, JobRun.id.not_in(newest)),
        delete(OutgoingMail).where(OutgoingMail.state.in_(OVER), OutgoingMail.created_at < at - KEEP_MAILS),
        delete(Heartbeat).where(Heartbeat.beat_at < at - KEEP_HEARTBEATS),
    ):
        db.session.execute(old, execution_options={"synchronize_session": False})
