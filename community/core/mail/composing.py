"""Composing: in the recipient's language and time zone, from templates, as MIME."""

import hmac
from binascii import b2a_qp
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import Any

from babel import Locale
from flask import current_app, g, has_request_context
from flask_babel import force_locale
from jinja2 import TemplateNotFound
from werkzeug.test import EnvironBuilder

from community.core import clock, settings
from community.core.mail import inbox
from community.core.mail.headers import POLICY
from community.core.mail.message import CalendarPart, Message
from community.core.mail.models import OutgoingMail
from community.core.outbox.delivering import Hopeless
from community.core.text import clean_line, cut, isolated_in_html

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class ComposedMail:
    """A mail ready to go: where to (`address` for the server, `known_as` as it stands at the person), and every byte of it."""

    mail_id: int
    kind: str
    address: str
    message: EmailMessage
    known_as: str


@contextmanager
def in_words_of(person: Any) -> Iterator[None]:
    """Say everything inside in the language and time zone of a person (None: of the community), with full addresses."""
    here = settings.current()
    language = getattr(person, "language", None)
    language = language if language in here.languages else here.languages[0]
    before = {name: g.get(name) for name in ("zone", "language")}
    g.zone, g.language = getattr(person, "time_zone", None) or here.time_zone, language
    try:
        with _somewhere(here.base_url), force_locale(language):
            yield
    finally:
        for name, value in before.items():
            setattr(g, name, value)


@contextmanager
def _somewhere(base_url: str) -> Iterator[None]:
    """Addresses need to know the site they belong to; the worker has no request to tell."""
    if has_request_context():
        yield
        return
    with current_app.request_context({**_request_to(base_url)}):
        yield


@lru_cache(maxsize=8)
def _request_to(base_url: str) -> dict[str, Any]:
    """A request to the front page of a site, as a server would hand it over."""
    return EnvironBuilder(base_url=base_url).get_environ()


def compose(mail: OutgoingMail, person: Any, message: Message, address: str) -> ComposedMail:
    """The mail as it will be sent to `address`. Call it within in_words_of(person)."""
    topic, told_by = inbox.topic_of(mail.kind), inbox.of_app()
    at_foot = told_by.footing(person, topic) if told_by and topic and person is not None else inbox.Footing()
    words = _words(mail, person, message, at_foot)
    made = EmailMessage(policy=POLICY)
    made["Message-ID"] = mail.message_id
    made["Date"] = format_datetime(clock.now())
    made["From"] = _address(settings.current().community_name, settings.current().mail_sender)
    made["To"] = _address(person.name if person is not None else "", address)
    made["Subject"] = cut(_for_header(words["subject"]), LONGEST_SUBJECT)
    made["Auto-Submitted"] = "auto-generated"
    if thread := message.thread or thing_of(mail.about):
        made["In-Reply-To"] = made["References"] = _thread_id(thread, mail)
    for name, value in (*at_foot.headers.items(), *message.headers.items()):
        made[name] = value
    made["MIME-Version"] = "1.0"
    _say(made, words["text"], "plain")
    if words["html"]:
        made.make_alternative(boundary=f"=_{mail.message_id[1:33]}")  # "=_" stands in no quoted-printable text
        made.attach(_say(EmailMessage(policy=POLICY), words["html"], "html"))
    made["Content-Language"] = words["language"]
    if message.calendar:
        _add_calendar(made, message.calendar)
    return ComposedMail(mail.id, mail.kind, str(made["To"].addresses[0].addr_spec), made, address)


def subject_of(mail: OutgoingMail, person: Any, message: Message) -> str:
    """The subject alone. Call it within in_words_of(person)."""
    template = current_app.jinja_env.get_template(f"mail/{message.template}/subject.txt")
    words = " ".join(template.render(_context(mail, person, message, inbox.Footing())).split())
    return cut(_for_header(words), LONGEST_SUBJECT)


def thing_of(about: str) -> str:
    """The thing a mail is about, without what happened to it: "catchup:12" of "catchup:12:asked"."""
    kind, _, rest = about.partition(":")
    thing = rest.partition(":")[0]
    return f"{kind}:{thing}" if thing else ""


def _thread_id(thread: str, mail: OutgoingMail) -> str:
    """The mail that all mails about a thing answer. It was never sent: so each stands in its place, whichever came
    first or got lost. Everybody has one of their own, and nothing can be read from it."""
    key = settings.current().secret_key.encode()
    mark = hmac.new(key, f"thread {mail.recipient} {thread}".encode(), sha256).hexdigest()[:32]
    return f"<thread.{mark}@{mail.message_id.rpartition('@')[2].rstrip('>')}>"


def _context(mail: OutgoingMail, person: Any, message: Message, at_foot: inbox.Footing) -> dict[str, Any]:
    here = settings.current()
    locale = Locale.parse(g.language)
    return {
        "person": person,
        "community_name": here.community_name,
        "base_url": here.base_url,
        "kind": mail.kind,
        "why": message.why,
        "unsubscribe_url": at_foot.unsubscribe_url,
        "settings_url": at_foot.settings_url,
        "locale": str(locale),
        "text_direction": locale.text_direction,
        **message.context,
    }


def _words(mail: OutgoingMail, person: Any, message: Message, at_foot: inbox.Footing) -> dict[str, str]:
    context = _context(mail, person, message, at_foot)
    jinja = current_app.jinja_env
    folder = f"mail/{message.template}"
    words = {
        "language": context["locale"].replace("_", "-"),
        "subject": " ".join(jinja.get_template(f"{folder}/subject.txt").render(context).split()),
        "text": jinja.get_template(f"{folder}/body.txt").render(context).strip() + "\n",
        "html": "",
    }
    context["subject"] = words["subject"]
    try:
        html = jinja.get_template(f"{folder}/body.html")
    except TemplateNotFound as missing:
        if missing.name != f"{folder}/body.html":
            raise
        return words
    return words | {"html": isolated_in_html(html.render(context)).strip() + "\n"}


def _for_header(words: str) -> str:
    """Words that mean in a header what they say: a name that looks like an encoded word ("=?utf-8?q?…") would be decoded on the
    way, line ends and further headers with it."""
    return clean_line(words, isolates=True).replace("=?", "= ?")


def _address(name: str, address: str) -> Address:
    """A name and an address that no header can be smuggled through."""
    local, _, domain = parseaddr(address)[1].rpartition("@")
    try:
        local.encode("ascii")
        return Address(_for_header(name), username=local, domain=domain.encode("idna").decode("ascii"))
    except (ValueError, IndexError) as error:
        raise Hopeless(f"{address!r} cannot be written as a mail address.") from error


def _say(part: EmailMessage, words: str, kind: str) -> EmailMessage:
    """Let a part say these words. The library would look at every line to find how it is best written; this suits them all."""
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(b2a_qp(words.encode()).decode("ascii"))
    return part


def _add_calendar(made: EmailMessage, part: CalendarPart) -> None:
    """The calendar as an alternative (clients offer "accept") and as a file (for those that do not)."""
    parameters = {"method": part.method}
    made.add_alternative(part.ics.decode("utf-8"), subtype="calendar", charset="utf-8", params=parameters)
    made.add_attachment(
        part.ics,
        maintype="text",
        subtype="calendar",
        filename=part.filename,
        params={**parameters, "charset": "utf-8"},
    )
