"""Steps that an inbox can live through, drawn by lot."""

from random import Random
from typing import Any

from sqlalchemy import func, select

from community.accounts.models import Person
from community.core import registry
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.mail.inbox import News
from community.notifications import actions
from community.notifications.models import Notice

PLACES = ("/circles", "/members", "/milestones")


class Steps:
    """Taking in, reading, unreading, seeing, forgetting; `done` names what was done."""

    def __init__(self, person: Person, browser: Any, lot: Random) -> None:
        self.person_id, self.browser, self.lot, self.number = person.id, browser, lot, 0
        self.done: list[str] = []

    def one(self) -> None:
        """One step."""
        step = self.lot.choice((self.take, self.take, self.read, self.unread, self.read_all, self.see, self.forget))
        self.done.append(step.__name__)
        step()
        db.session.expire_all()

    def take(self) -> None:
        self.number += 1
        about = f"step:{self.number}"
        mail = OutgoingMail(kind="step", recipient=about, about=about, address="", message_id=about)
        db.session.add(mail)
        db.session.flush()
        news = News(mail.id, "step", about, f"thing:{self.lot.randrange(4)}", about, self.lot.choice(PLACES))
        person = db.session.get_one(Person, self.person_id)
        actions.take_in(person, registry.of_app().topics["catchups.asked"], news)

    def read(self) -> None:
        if notice := self._any():
            self.browser.post(f"/notifications/{notice.public_id}/read")

    def unread(self) -> None:
        if notice := self._any():
            self.browser.post(f"/notifications/{notice.public_id}/unread")

    def read_all(self) -> None:
        if notice := self._any():
            self.browser.post("/notifications/read", data={"newest": notice.public_id})

    def see(self) -> None:
        assert self.browser.get(self.lot.choice(PLACES)).status_code == 200

    def forget(self) -> None:
        if notice := self._any():
            actions.forget([notice.id])

    def newest_stand(self) -> bool:
        """Whether of each thing exactly its newest notice stands for it."""
        own = Notice.person_id == self.person_id
        newest = set(db.session.scalars(select(func.max(Notice.id)).where(own).group_by(Notice.thing)))
        return newest == set(db.session.scalars(select(Notice.id).where(own, Notice.is_newest)))

    def _any(self) -> Notice | None:
        found = db.session.scalars(select(Notice).where(Notice.person_id == self.person_id).order_by(Notice.id)).all()
        return self.lot.choice(found) if found else None
