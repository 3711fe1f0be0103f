"""/demo/mail: the mail of the demo community, which leaves no machine. Registered in demo mode only."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flask import Blueprint, Response

from community.core.errors import Missing
from community.core.settings import current
from community.core.web import page, public
from community.core.web.headers import drawn_as_mail

blueprint = Blueprint("demo", __name__)
NEWEST = 100


@dataclass(frozen=True)
class Shown:
    """One mail as the page shows it."""

    key: str
    to: str
    subject: str
    sent: datetime | None
    text: str
    html: str
    calendars: tuple[str, ...]


@blueprint.get("/demo/mail")
@public
def mails() -> Any:
    """The newest mails, newest first."""
    files = sorted(current().mail_folder.glob("*.eml"), reverse=True)[:NEWEST]
    return page("demo/mails.html", mails=[_shown(path) for path in files], leaves=bool(current().mail_server))


@blueprint.get("/demo/mail/<key>")
@public
def mail(key: str) -> Any:
    """One mail."""
    return page("demo/mail.html", mail=_kept(key))


@blueprint.get("/demo/mail/<key>/drawn")
@public
@drawn_as_mail
def drawn(key: str) -> Response:
    """One mail as a mail program draws it: its own page, which may bring its style along and nothing else."""
    html = _kept(key).html
    if not html:
        raise Missing
    return Response(html, mimetype="text/html")


def _kept(key: str) -> Shown:
    path = next((path for path in current().mail_folder.glob("*.eml") if path.stem == key), None)
    if path is None:
        raise Missing
    return _shown(path)


def _shown(path: Path) -> Shown:
    message: EmailMessage = message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[assignment]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    calendars = {part.get_content() for part in message.walk() if part.get_content_type() == "text/calendar"}
    return Shown(
        key=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent=message["Date"].datetime if message["Date"] else None,
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
        calendars=tuple(str(calendar) for calendar in calendars),
    )
