"""The way out of the house: Flask-Mail over SMTP, or files in a folder where no server is named."""

import smtplib

from community.core import settings
from community.core.mail import connections
from community.core.mail.composing import ComposedMail
from community.core.mail.connections import Connection, Ready
from community.core.mail.refusals import Meaning, meaning_of, status_in
from community.core.outbox import steps
from community.core.outbox.delivering import Hopeless
from community.core.outbox.pauses import Unavailable

CARRIER = "core.mail.send"
TOO_LARGE = 552


class TryAgain(Exception):
    """The server does not take this mail now, and may take it later."""


def hand_to_server(composed: ComposedMail) -> str | None:
    """Send a mail; returns why the address was refused for good, or None when the server took the mail.

    Raises TryAgain for trouble of this mail that may pass, Unavailable when the server takes nothing from anybody at the
    moment, and Hopeless when it will never take this mail from us.
    """
    here = settings.current()
    if not here.mail_server:
        _put_into_folder(composed)
        return None
    try:
        _send(Ready(composed.message, here.mail_return_path or here.mail_sender, composed.address))
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        return _sort_refusal(code, _text(words))
    except smtplib.SMTPSenderRefused as refused:
        if refused.smtp_code == TOO_LARGE:  # said so early because we tell the size with the sender
            raise Hopeless(f"The mail server will not take this mail: {_said(refused)}") from None
        raise Unavailable(_said(refused)) from None
    except smtplib.SMTPDataError as refused:
        return _sort_refusal(refused.smtp_code, _text(refused.smtp_error), of_mail=True)
    except smtplib.SMTPResponseException as trouble:
        raise Unavailable(_said(trouble)) from None
    except smtplib.SMTPNotSupportedError as trouble:
        raise Hopeless(f"The mail server cannot take this mail: {trouble}") from None
    except (smtplib.SMTPException, OSError) as trouble:
        # Broken off in the middle: perhaps because of this very mail, so the others need not wait.
        raise TryAgain(_said(trouble)) from None
    return None


def _send(message: Ready) -> None:
    """Over the connection this thread has kept, or a new one: also when the server closes the old one at the sight of a mail."""
    connection = connections.kept()
    if connection is not None:
        try:
            _send_over(connection, message)
            return
        except HungUp:
            pass
    _send_over(_open(), message)


class HungUp(Exception):
    """The kept connection is over, and the server knows nothing of the mail."""


def _open() -> Connection:
    """A connection that has been greeted; whatever goes wrong until then has nothing to do with any mail."""
    try:
        return Connection()
    except (smtplib.SMTPException, OSError) as trouble:
        raise Unavailable(_said(trouble)) from None


def _send_over(connection: Connection, message: Ready) -> None:
    """Send, and keep the connection for the next mail; a no to one recipient leaves the conversation in order."""
    try:
        steps.reached("server reached", CARRIER)
        connection.send(message)
    except smtplib.SMTPException as trouble:
        hung_up = connection.has_hung_up(trouble)
        if isinstance(trouble, smtplib.SMTPRecipientsRefused) and not hung_up:
            connections.keep(connection)
        else:
            connection.leave()
        if hung_up:
            raise HungUp from trouble
        raise
    except BaseException:
        connection.leave()
        raise
    connections.keep(connection)


def _sort_refusal(code: int, words: str, *, of_mail: bool = False) -> str:
    """Why the address is refused for good; raises for every other meaning. `of_mail`: said after the whole mail."""
    said, meaning = f"{code} {words}", meaning_of(code, words)
    if meaning is Meaning.SLOW_DOWN:
        raise Unavailable(said, costs_a_try=True)
    if meaning is Meaning.LATER:
        raise TryAgain(said)
    if meaning is Meaning.NOT_US:
        what = "take this mail" if of_mail else "let us write to this address"
        raise Hopeless(f"The mail server will not {what}: {said}")
    if of_mail and status_in(words) is None:
        raise Hopeless(f"The mail server will not take this mail: {said}")
    return said


def _put_into_folder(composed: ComposedMail) -> None:
    """Without a server: one file for each mail, named so that the same mail is one file however often it is sent."""
    folder = settings.current().mail_folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{composed.mail_id:08d}-{composed.kind}.eml"
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(composed.message.as_bytes())
    unfinished.replace(path)


def _said(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        return f"{trouble.smtp_code} {_text(trouble.smtp_error)}"
    return f"{type(trouble).__name__}: {trouble}"


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]
