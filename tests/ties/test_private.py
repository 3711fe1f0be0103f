"""Nobody learns what the other wishes: whatever one side sets, nothing the other can read, and no mail, is any different."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from community.core.extensions import db as database
from community.core.mail import OutgoingMail
from community.notifications import actions as notifications
from community.notifications.models import WAYS
from community.ties import actions, queries
from community.ties.models import CHANNELS, RHYTHMS, TieSide
from tests.ties.conftest import LONG_SINCE, TODAY, wish


def read_by(person: Any, other: Any) -> list[Any]:
    """Everything queries give one of the two, and their row as it lies in the database; but not the tie's own next look."""
    side = queries.between(person.id, other.id)
    kept = {column.key: getattr(side, column.key) for column in inspect(TieSide).column_attrs}
    lists = [
        queries.list_of(person, state).items for state in (None, "due", "in_touch", "long_ago", "quiet", "resting")
    ]
    warm_up = [queries.dormant(person), queries.in_touch_lately(person)]
    offers = [queries.offers_to(person), queries.known_of(person, other)]
    mails = database.session.query(OutgoingMail).filter_by(person_id=person.id).count()
    return [kept, lists, warm_up, offers, queries.contacts_of(person, side), mails]


SETTINGS = st.one_of(
    st.tuples(st.just("rhythm"), st.sampled_from((None, *RHYTHMS))),
    st.tuples(st.just("channel"), st.sampled_from(CHANNELS)),
    st.tuples(st.just("later"), st.integers(1, 900)),
    st.tuples(st.just("rest"), st.none()),
    st.tuples(st.just("take up"), st.none()),
    st.tuples(st.just("note"), st.text(max_size=20)),
    st.tuples(st.just("mail"), st.sampled_from(WAYS)),
)


def set_one(person: Any, other: Any, what: str, value: Any) -> None:
    side = queries.between(person.id, other.id)
    assert side is not None
    steps = {
        "rhythm": lambda: actions.set_wishes(person, side, rhythm_weeks=value),
        "channel": lambda: actions.set_wishes(
            person, side, rhythm_weeks=4, channel=value, quiet_times="not on Sundays"
        ),
        "later": lambda: actions.quiet_until(person, side, until=TODAY + timedelta(days=value)),
        "rest": lambda: actions.rest(person, side),
        "take up": lambda: actions.take_up(person, side),
        "note": lambda: actions.write_note(person, side, note=value),
        "mail": lambda: notifications.choose_way(person, "ties.reminder", value),
    }
    steps[what]()
    database.session.flush()
    database.session.expire_all()


@pytest.mark.parametrize("begun", ["due", "with a rhythm", "without"])
@given(changes=st.lists(SETTINGS, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_other_sets_nothing_one_reads_is_different(world, make, begun, changes):
    with database.session.begin_nested() as undone:
        if begun == "due":
            make.due(world.ana, world.mia, on=LONG_SINCE)
        else:
            make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4 if begun == "with a rhythm" else None)
        database.session.flush()
        database.session.expire_all()
        before = read_by(world.ana, world.mia)
        for what, value in changes:
            set_one(world.mia, world.ana, what, value)
            assert read_by(world.ana, world.mia) == before, (what, value)
        undone.rollback()


def test_turning_ones_own_rhythm_does_not_probe_the_others(world, make, reads):
    """Mia would like to be in touch every half year; Ana tries all rhythms, and takes up and rests, on one day."""
    make.tie(world.ana, world.mia, on=TODAY - timedelta(weeks=20))
    wish(world.mia, world.ana, 26)
    for weeks in (*RHYTHMS, None, 2):
        wish(world.ana, world.mia, weeks)
        actions.look_at([queries.between(world.ana.id, world.mia.id).tie_id], TODAY)
        assert reads(world.ana, world.mia) == "in_touch"


def test_telling_and_taking_back_does_not_probe_either(world, make, reads):
    side = make.tie(world.ana, world.mia, on=date(2016, 8, 30), rhythm=2)
    for days in (0, 13, 15, 100):
        contact = actions.tell(world.ana, side, on=TODAY - timedelta(days=days))
        actions.look_at([side.tie_id], TODAY)
        assert reads(world.ana, world.mia) == "in_touch"
        actions.take_back(world.ana, contact)
        actions.look_at([side.tie_id], TODAY)
        assert reads(world.ana, world.mia) == "long_ago"


def test_no_private_word_lies_open_in_the_database(world, make, db):
    side = make.tie(world.ana, world.mia)
    actions.write_note(world.ana, side, note="where we left off")
    actions.set_wishes(world.ana, side, rhythm_weeks=4, quiet_times="not on Sundays")
    actions.tell(world.ana, side, on=TODAY, note="her new boat")
    db.flush()
    stored = [*db.execute(text("SELECT * FROM tie_sides")), *db.execute(text("SELECT * FROM tie_contacts"))]
    assert len(stored) == 3
    assert not any(word in str(stored) for word in ("left off", "Sundays", "boat"))
