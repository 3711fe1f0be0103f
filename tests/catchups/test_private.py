"""What is private stays private: encrypted at rest, and seen by the two alone (predicate and SQL say the same)."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from community.catchups import queries
from community.catchups.models import CatchUp
from community.catchups.permissions import SEE_CATCHUP, visible_to
from community.core.policy import can
from tests.databases import KIND

SECRETS = {"topic": "Quitting my job", "words": "Please tell nobody, dear Mia 🙂", "place": "Café Geheimnis"}
WRITTEN = ("I think of leaving", "Do not tell them yet", "Perhaps do tell them", "Нет, не сейчас 🙂")


def test_topic_words_and_place_are_encrypted_in_the_row(world, db, asked):
    catchup = asked(world.ana, world.mia, **SECRETS)
    row = db.execute(text("SELECT topic, words, place FROM catchups WHERE id = :id"), {"id": catchup.id}).one()
    for stored, secret in zip(row, SECRETS.values(), strict=True):
        assert stored and secret not in stored and secret[:6] not in stored


@pytest.mark.skipif(KIND != "sqlite", reason="looks into the file of SQLite")
def test_a_copied_database_file_reveals_none_of_it(fresh_app):
    from community.catchups import actions
    from community.core.database import transaction
    from community.core.extensions import db
    from tests.make import Make

    with fresh_app.app_context():
        with transaction():
            make = Make()
            catchup = actions.ask(make.person(), make.person(), kind="walk", mode="in_person", minutes=15, **SECRETS)
            public_id = catchup.public_id
            ana, mia = make.person(), make.person()
            exchange = actions.write_first(ana, mia, words=WRITTEN[0])
            actions.edit_message(mia, actions.write(mia, exchange, words=WRITTEN[1]), words=WRITTEN[2])
            actions.take_message_back(ana, actions.write(ana, exchange, words=WRITTEN[3]))
        db.session.remove()
        db.engine.dispose()
        file = db.engine.url.database
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = b"".join(path.read_bytes() for path in Path(file).parent.rglob("*") if path.is_file())
    assert public_id.encode() in content
    for secret in (*SECRETS.values(), *WRITTEN):
        assert secret.encode() not in content


def test_the_predicate_and_its_sql_twin_agree_for_everybody(world, make, db, asked, agreed):
    rows = [agreed(world.ana, world.mia), asked(world.pau, world.ana), asked(world.lin, world.pau)]
    make.block(world.pau, world.lin)
    db.flush()
    for key, actor in [*world.everyone.items(), ("visitor", None)]:
        seen = set(db.scalars(db.query(CatchUp.id).filter(visible_to(actor)).statement))
        for row in rows:
            assert can(actor, SEE_CATCHUP, queries.by_id(row.id)) == (row.id in seen), (key, row)
    assert db.query(CatchUp.id).filter(visible_to(world.pau)).count() == 1
