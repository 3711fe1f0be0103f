"""How many more there are than a letter shows: right at its twelve lines, and at the hundred things that are asked of their rooms."""

import re

import pytest
import time_machine

from community.core import mail, registry
from community.core.mail import note
from community.notifications import actions
from tests.notifications.letter_post import NOW, THURSDAY, Letters


@pytest.fixture
def letter_with(world, worker, mails, monkeypatch):
    """letter_with(13): Ana's letter when so many requests were kept for it; `twice`: about each two messages came."""

    def plain(person, number):
        return note(f"Request {number}", ["It waits."], "Look", f"http://localhost/catchups/{number}", why="Because.")

    def letter(many, twice=False):
        monkeypatch.setitem(registry.of_app().mails, "catchups.asked", plain)
        world.ana.time_zone = "Europe/Berlin"
        actions.place_letter(world.ana)
        actions.choose_way(world.ana, "catchups.asked", "letter")
        for number in range(many):
            for again in ("x", "y") if twice else ("x",):
                mail.post("catchups.asked", to=world.ana, about=f"thing:{number}:{again}", number=number)
        return Letters(worker, mails, clock).one_at(THURSDAY, world.ana)

    with time_machine.travel(NOW, tick=False) as clock:
        yield letter


@pytest.mark.parametrize("many", [1, 12, 13, 100, 101, 150])
def test_a_letter_says_how_many_more_there_are(letter_with, many):
    letter = letter_with(many)
    lines = set(re.findall(r"Request \d+$", letter.text, re.M))
    said = re.findall(r"And (\d+) more on the site", letter.text)
    assert len(lines) == min(many, 12)
    assert said == ([str(many - 12)] if many > 12 else [])
    others = re.findall(r"and (\d+) more thing", letter.subject)
    assert others == ([str(many - 1)] if many > 1 else [])


def test_several_messages_about_a_thing_are_one_thing_also_beyond_what_is_asked(letter_with):
    letter = letter_with(60, twice=True)
    assert "And 48 more on the site" in letter.text and "and 59 more things" in letter.subject
