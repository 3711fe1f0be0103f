"""What happens to people, their accounts and their mail."""

from dataclasses import dataclass

from community.events.event import Event


@dataclass(frozen=True)
class MailSent(Event):
    """A mail server took a mail. `person_id` is None when it went to somebody without an account."""

    mail_id: int
    kind: str
    about: str
    person_id: int | None


@dataclass(frozen=True)
class MailRefused(Event):
    """A mail server refused an address for good."""

    mail_id: int
    kind: str
    about: str
    person_id: int | None
    reason: str


@dataclass(frozen=True)
class PasswordResetAsked(Event):
    """Somebody typed this address, known or not: the worker finds out, so that the page cannot tell."""

    email: str
    nonce: str


@dataclass(frozen=True)
class RegistrationAsked(Event):
    """Somebody would like to join (open registration); the address may be known already."""

    name: str
    email: str
    words: str
    nonce: str


@dataclass(frozen=True)
class PersonJoined(Event):
    person_id: int


@dataclass(frozen=True)
class PersonLeft(Event):
    person_id: int


@dataclass(frozen=True)
class PersonWentQuiet(Event):
    """Somebody is quiet until a day of their own, or until another one than before."""

    person_id: int


@dataclass(frozen=True)
class PersonCameBack(Event):
    """A quiet time has ended: its day has come, or sooner."""

    person_id: int


@dataclass(frozen=True)
class PersonSuspended(Event):
    person_id: int


@dataclass(frozen=True)
class PersonReinstated(Event):
    person_id: int


@dataclass(frozen=True)
class PersonBlocked(Event):
    """A block was put between two people. Never shown to either."""

    blocker_id: int
    blocked_id: int


@dataclass(frozen=True)
class PersonChanged(Event):
    """Name, place or the like changed: what was derived from it is to be made again."""

    person_id: int


@dataclass(frozen=True)
class PictureDropped(Event):
    """Nobody shows this picture any more; `key` is its name on our disk."""

    key: str
