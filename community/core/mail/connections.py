"""Connections to the mail server: opened by our rules, and kept open between the mails of one thread.

At every moment a connection is in one pair of hands: the thread's that sends, the shelf's, or those that put it away.
Nobody takes another thread's from the shelf, and a forked process begins with an empty one.
"""

import atexit
import os
import smtplib
import ssl
import threading
import time
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import flask_mail
from flask import current_app

from community.core import settings

if TYPE_CHECKING:
    from config import Settings

MOST_MAILS = 100
MOST_IDLE = 30.0
TIMES_AS_PATIENT = 6
GOODBYE = 2.0
CLOSING = 421

_shelf: dict[int, "Connection"] = {}
_lock = threading.Lock()


class Ready(flask_mail.Message):
    """A message that was composed before, in the shape Flask-Mail sends."""

    def __init__(self, message: EmailMessage, sender: str, address: str) -> None:
        # Flask-Mail's own beginning would ask the name server who we are, for a Message-ID that nobody uses.
        self.composed = message
        self.sender, self.recipients = sender, [address]
        self.cc, self.bcc, self.mail_options, self.rcpt_options = [], [], [], []
        self.subject, self.reply_to = "", None
        self.date = 0.0  # Flask-Mail would set its own; ours stands in the composed message

    def _message(self) -> Any:
        return self.composed


class Patient(smtplib.SMTP):
    """Waits longer for the answer to a mail than for a greeting: who hangs up on a slow "accepted" sends it twice."""

    has_answered = False

    def mail(self, sender: str, options: Any = ()) -> tuple[int, bytes]:
        """Begin a mail; `has_answered` tells whether the server said anything to it, be it yes or no."""
        self.has_answered = False
        answer = super().mail(sender, options)
        self.has_answered = True
        return answer

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the mail itself."""
        if self.sock is not None:
            self.sock.settimeout(settings.current().mail_timeout * TIMES_AS_PATIENT)
        return super().data(msg)


class PatientOverSsl(Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Connection(flask_mail.Connection):
    """Flask-Mail's connection with four differences: it has a timeout, checks certificates, shrugs at a server that
    hangs up after it has accepted the mail (it is sent, and must not be sent again), and serves many mails."""

    host: Patient

    def __init__(self) -> None:
        super().__init__(current_app.extensions["mail"])
        self.door = _door(settings.current())
        self.mails = 0
        self.used_at = time.monotonic()
        self.host = self.configure_host()

    def configure_host(self) -> Patient:
        """Say hello to the server, with encryption and password as the settings want it."""
        here = settings.current()
        server: dict[str, Any] = {
            "host": here.mail_server,
            "port": here.mail_port,
            "timeout": here.mail_timeout,
        }
        host: Patient
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

    def send(self, message: flask_mail.Message, envelope_from: Any = None) -> None:
        """Hand over one more mail."""
        self.mails += 1
        super().send(message, envelope_from)

    def has_hung_up(self, trouble: Exception) -> bool:
        """Whether a server that had served us before has closed the conversation, and knows nothing of this mail."""
        if self.mails == 1:
            return False
        if isinstance(trouble, smtplib.SMTPServerDisconnected):
            return not self.host.has_answered
        if isinstance(trouble, smtplib.SMTPRecipientsRefused):
            return any(code == CLOSING for code, _words in trouble.recipients.values())
        return isinstance(trouble, smtplib.SMTPSenderRefused) and trouble.smtp_code == CLOSING

    def is_good_for_another(self) -> bool:
        """Whether the next mail may use it: at the same door, not too often, not after a long pause, and answered."""
        here = settings.current()
        if self.door != _door(here) or self.mails >= MOST_MAILS or self.idle_for() >= MOST_IDLE:
            return False
        try:
            self._wait_at_most(here.mail_timeout)
            return self.host.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def idle_for(self) -> float:
        """Seconds since the last mail."""
        return time.monotonic() - self.used_at

    def leave(self) -> None:
        """Say goodbye, and do not wait long for the answer."""
        with suppress(smtplib.SMTPException, OSError):
            self._wait_at_most(GOODBYE)
            self.host.quit()
        self.host.close()

    def _wait_at_most(self, seconds: float) -> None:
        if self.host.sock is not None:
            self.host.sock.settimeout(seconds)


def kept() -> Connection | None:
    """The connection this thread has kept, if the server still listens to it. Whoever takes it keeps it or leaves it."""
    with _lock:
        connection = _shelf.pop(threading.get_ident(), None)
    if connection is None or connection.is_good_for_another():
        return connection
    connection.leave()
    return None


def keep(connection: Connection) -> None:
    """Put the connection of this thread on the shelf, for its next mail; refuses silently one that was closed."""
    if connection.host.sock is None:
        return
    connection.used_at = time.monotonic()
    with _lock:
        _shelf[threading.get_ident()] = connection


def put_away(idle: float = MOST_IDLE) -> None:
    """Leave every connection that nobody has used for so long. Those in use are not on the shelf."""
    with _lock:
        idle_ones = [thread for thread, connection in _shelf.items() if connection.idle_for() >= idle]
        taken = [_shelf.pop(thread) for thread in idle_ones]
    for connection in taken:
        connection.leave()


def _door(here: "Settings") -> tuple[Any, ...]:
    """Where a connection leads, and as whom."""
    how = (here.mail_use_ssl, here.mail_use_tls, here.mail_timeout)
    return (here.mail_server, here.mail_port, here.mail_username, here.mail_password, *how)


def _forget() -> None:
    """A forked process lets go of its parent's connections without a word: the parent goes on talking."""
    global _lock
    _lock = threading.Lock()
    for connection in _shelf.values():
        connection.host.close()
    _shelf.clear()


os.register_at_fork(after_in_child=_forget)
atexit.register(put_away, 0.0)
