"""The mail "X wrote to you": no word of it, one until its reader has been there, none to who has read."""

import re

from community.catchups import actions
from community.catchups.models import CatchUpMessage
from community.catchups.subscribers import tell_the_reader
from community.events import CatchUpMessageWritten
from tests.postbox import text_of

SECRET = "a word for you alone"


def sent_by(worker, mails):
    """The mails that go out now."""
    mails.empty()
    worker.drain()
    return [(mail.envelope_to[0], mail["Subject"]) for mail in mails if "wrote to you" in str(mail["Subject"])]


TO_MIA = [("mia@example.org", "Ana Ruiz Gómez wrote to you")]


def test_it_says_who_and_in_what_and_leads_there(world, agreed, worker, mails):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    actions.write(world.ana, catchup, words=SECRET)
    assert sent_by(worker, mails) == TO_MIA
    letter = next(iter(mails))
    assert SECRET not in letter.as_string() and SECRET not in text_of(letter)
    assert "Coffee with Ana" in text_of(letter)
    assert re.search(rf"/catchups/{catchup.public_id}\b", text_of(letter))


def test_there_is_one_until_the_reader_has_been_there(world, browse, agreed, worker, mails, clock):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    for number in range(3):
        actions.write(world.ana, catchup, words=f"{SECRET} {number}")
        assert sent_by(worker, mails) == (TO_MIA if number == 0 else [])
    actions.write(world.mia, catchup, words="I have not looked yet")
    assert sent_by(worker, mails) == [("ana@example.org", "Mia Chen 陈 wrote to you")]
    actions.write(world.ana, catchup, words="Look!")
    assert sent_by(worker, mails) == []
    browse(world.mia).page(f"/catchups/{catchup.public_id}")
    actions.write(world.ana, catchup, words="And now?")
    assert sent_by(worker, mails) == TO_MIA


def test_who_has_read_it_meanwhile_gets_none(world, browse, agreed, worker, mails):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    actions.write(world.ana, catchup, words=SECRET)
    browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert sent_by(worker, mails) == []


def test_what_was_taken_back_before_its_mail_went_out_uses_up_none(world, agreed, worker, mails, db):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    first = actions.write(world.ana, catchup, words=SECRET)
    actions.take_message_back(world.ana, first)
    assert sent_by(worker, mails) == []
    second = actions.write(world.ana, catchup, words="Better so")
    assert sent_by(worker, mails) == TO_MIA
    actions.take_message_back(world.ana, second)
    actions.write(world.ana, catchup, words="Or so")
    assert sent_by(worker, mails) == [], "one until she has been there, whatever was taken back"


def test_what_happens_between_posting_and_sending_counts(world, browse, agreed, worker, mails, db):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    first = actions.write(world.ana, catchup, words=SECRET)
    tell_the_reader(CatchUpMessageWritten(first.id))
    assert first.is_mailed
    actions.take_message_back(world.ana, first)
    assert sent_by(worker, mails) == []
    second = actions.write(world.ana, catchup, words="Better so")
    tell_the_reader(CatchUpMessageWritten(second.id))
    assert second.is_mailed, "the mail of what was taken back was never sent"
    browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert sent_by(worker, mails) == []


def test_nobody_hears_across_a_block_or_when_suspended(world, make, agreed, worker, mails, db):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    actions.write(world.ana, catchup, words=SECRET)
    make.block(world.mia, world.ana)
    assert sent_by(worker, mails) == []
    other = agreed(world.ana, world.pau)
    worker.drain()
    actions.write(world.ana, other, words=SECRET)
    world.pau.standing = "suspended"
    db.flush()
    assert sent_by(worker, mails) == []


def test_the_first_words_of_an_exchange_bring_one_mail_and_not_two(world, worker, mails, db):
    actions.write_first(world.ana, world.mia, words=SECRET)
    mails.empty()
    worker.drain()
    assert [mail["Subject"] for mail in mails] == ["Ana Ruiz Gómez has written to you"]
    assert db.query(CatchUpMessage).count() == 1
