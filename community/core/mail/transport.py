"""The way out of the house: Flask-Mail over SMTP, or files in a folder where no server is named."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Any

import flask_mail
from flask import current_app

from community.core import settings
from community.core.mail.composing import ComposedMail
from community.core.mail.refusals import Meaning, meaning_of, status_in
from community.core.outbox import steps
from community.core.outbox.delivering import Hopeless
from community.core.outbox.pauses import Unavailable

CARRIER = "core.mail.send"
TOO_LARGE = 552
TIMES_AS_PATIENT = 6


class TryAgain(Exception):
    """The server does not take this mail now, and may take it later."""


class Ready(flask_mail.Message):
    """A message that was composed before, in the shape Flask-Mail sends."""

    def __init__(self, message: EmailMessage, sender: str, address: str) -> None:
        super().__init__(subject="", recipients=[address], sender=sender)
        self.composed = message
        self.date = 0.0  # Flask-Mail would set its own; ours stands in the composed message

    def _message(self) -> Any:
        return self.composed


class Patient(smtplib.SMTP):
    """Waits longer for the answer to a mail than for a greeting: who hangs up on a slow "accepted" sends it twice."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the mail itself."""
        if self.sock is not None:
            self.sock.settimeout(settings.current().mail_timeout * TIMES_AS_PATIENT)
        return super().data(msg)


class PatientOverSsl(Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Connection(flask_mail.Connection):
    """Flask-Mail's connection with three differences: it has a timeout, checks certificates, and shrugs at a
    server that hangs up after it has accepted the mail (the mail is sent, and must not be sent again)."""

    def __enter__(self) -> "Connection":
        self.host = self.configure_host()
        self.num_emails = 0
        return self

    def __exit__(self, *failure: Any) -> None:
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP:
        """Say hello to the server, with encryption and password as the settings want it."""
        here = settings.current()
        server: dict[str, Any] = {
            "host": here.mail_server,
            "port": here.mail_port,
            "timeout": here.mail_timeout,
        }
        host: smtplib.SMTP
        if here.mail_use_ssl:
            host = PatientOverSsl(**server, context=ssl.create_default_context())
        else:
            host = Patient(**server)
        try:
            self._introduce(host)
        except BaseException:
            host.close()
            raise
        return host

    def _introduce(self, host: smtplib.SMTP) -> None:
        here = settings.current()
        if here.mail_use_tls:
            host.starttls(context=ssl.create_default_context())
        if here.mail_username and here.mail_password:
            host.login(here.mail_username, here.mail_password)
        host.ehlo_or_helo_if_needed()


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
        with _at_the_door(current_app.extensions["mail"]) as connection:
            steps.reached("server reached", CARRIER)
            connection.send(Ready(composed.message, here.mail_return_path or here.mail_sender, composed.address))
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


@contextmanager
def _at_the_door(mail: flask_mail.Mail) -> Iterator[Connection]:
    """A connection that has been greeted; whatever goes wrong until then has nothing to do with any mail."""
    connection = Connection(mail)
    try:
        opened = connection.__enter__()
    except (smtplib.SMTPException, OSError) as trouble:
        raise Unavailable(_said(trouble)) from None
    try:
        yield opened
    finally:
        opened.__exit__()


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
