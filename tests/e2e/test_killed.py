"""kill -9 between any two steps of a catch-up, of anybody who serves it: no request is lost, no mail is lost, and none
comes twice. Real processes, a real mail server. (What happens inside of one delivery, tests/core/test_crash.py asks.)
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from community import create_app
from community.accounts import credentials
from community.alumni.actions import ensure_profile
from community.core.database import transaction
from community.core.extensions import db
from config import Settings
from tests.e2e.caller import Caller, words_of
from tests.e2e.conftest import start, stop
from tests.e2e.house import DEATHS, House
from tests.make import Make

PASSWORD = "a calm river in spring"
EXPECTED = Counter(
    {
        ("asked", "other"): 1,
        ("agreed", "one"): 1,
        ("agreed", "other"): 1,
        ("cancelled", "one"): 1,
        ("cancelled", "other"): 1,
    }
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, postbox) -> Iterator[House]:
    postbox.empty()
    site = start(tmp_path_factory.mktemp("house"), postbox, SWEEP_SECONDS="1", WEB_WORKERS="1")
    house = House(site)
    yield house
    house.engine.dispose()
    stop(site)


@pytest.fixture
def pair(house: House) -> tuple[str, str]:
    """Two members who can sign in, made on the database of the running house."""
    app = create_app(Settings.from_env(house.site.environ))
    with app.app_context():
        with transaction():
            people = [Make().person(password=credentials.hashed(PASSWORD)) for _one in range(2)]
            for person in people:
                ensure_profile(person)
            addresses = people[0].email, people[1].email
        db.engine.dispose()
    return addresses


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: death.__name__.replace("_", " "))
def test_whoever_is_killed_between_two_steps_nothing_is_lost_and_nothing_doubled(house, pair, death):
    house.site.postbox.empty()
    one, other = (signed_in(house, address) for address in pair)
    page = f"/members/{public_id_of(house, pair[1])}/catch-up"
    when = (datetime.now(UTC) + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    times = {"times-0-day": when.strftime("%Y-%m-%d"), "times-0-at": "12:00"}
    path: list[str] = []

    def ask() -> None:
        text = one.do(page, "/catch-up", asked, **times)
        path.append(re.search(r"/catchups/[\w-]{8,}", text + one.at).group())

    def accept() -> None:
        other.do(path[0], "/answers", says("It is agreed"), **{when.strftime("at-%Y%m%dT%H%M%S"): "yes"})

    def cancel() -> None:
        form = f"{path[0]}/cancellation"
        one.do(form, "/cancellation", says("was cancelled"), shown_at=path[0])

    for step in (ask, accept, cancel):
        death(house, step)
        house.wait_until_all_is_sent()  # a mail that is outdated by the next step would rightly be dropped

    assert mails_of(house, pair) == EXPECTED
    arrived = [str(mail["Message-ID"]) for mail in house.site.postbox]
    assert len(arrived) == len(set(arrived)) == 5
    for caller in (one, other):
        assert "was cancelled" in words_of(caller.get(path[0]))
    assert len(house.column("SELECT id FROM catchups")) == len(house.column("SELECT DISTINCT asker_id FROM catchups"))


def says(*sentences: str) -> Callable[[str], bool]:
    """Whether a page says one of these."""
    return lambda text: any(sentence in words_of(text) for sentence in sentences)


# The request is there: its own page says so, and the page for asking leads to it.
asked = says("has your request", "There is already an open request")


def signed_in(house: House, address: str) -> Caller:
    caller = Caller(house.site.url)
    caller.do("/login", "/login", says("Sign out"), email=address, password=PASSWORD)
    return caller


def public_id_of(house: House, address: str) -> str:
    return str(house.column(f"SELECT public_id FROM people WHERE email = '{address}'")[0][0])


def mails_of(house: House, pair: tuple[str, str]) -> Counter:
    """(kind, to whom) → how many arrived at the mail server."""
    kinds = dict(house.column("SELECT message_id, kind FROM outgoing_mails"))
    roles = {pair[0]: "one", pair[1]: "other"}
    return Counter(
        (kinds[str(mail["Message-ID"])].split(".")[1], roles[mail.envelope_to[0]]) for mail in house.site.postbox
    )
