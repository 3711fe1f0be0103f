"""Signed links."""

from dataclasses import dataclass

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from community.core import tokens
from community.core.tokens import TokenBroken, TokenExpired

DAY = 86_400


@dataclass(frozen=True)
class Keys:
    secret_key: str
    secret_key_fallbacks: tuple[str, ...] = ()


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    def use(*args):
        monkeypatch.setattr("community.core.settings.current", lambda: Keys(*args))

    use("a" * 40)
    return use


def test_what_was_signed_can_be_read():
    token = tokens.sign("invitation", {"person": 7})
    assert tokens.read("invitation", token, DAY) == {"person": 7}


def test_a_link_is_good_for_one_purpose_only():
    with pytest.raises(TokenBroken):
        tokens.read("reset", tokens.sign("invitation", 7), DAY)


def test_a_late_link_still_says_whose_it_was():
    with time_machine.travel(1_000_000_000):
        token = tokens.sign("invitation", {"person": 7})
    with time_machine.travel(1_000_000_000 + 14 * DAY + 2), pytest.raises(TokenExpired) as late:
        tokens.read("invitation", token, 14 * DAY)
    assert late.value.payload == {"person": 7}


def test_a_link_without_an_end_is_read_years_later():
    with time_machine.travel(1_000_000_000):
        token = tokens.sign("feed", 7)
    assert tokens.read("feed", token, None) == 7


def test_a_changed_link_is_refused():
    token = tokens.sign("invitation", 7)
    with pytest.raises(TokenBroken):
        tokens.read("invitation", ("A" if token[0] != "A" else "B") + token[1:], DAY)


@given(st.text())
def test_anything_typed_as_a_link_is_refused_in_words(text):
    with pytest.raises(TokenBroken):
        tokens.read("invitation", text, DAY)


def test_a_retired_key_still_reads_and_no_longer_writes(keys):
    old = tokens.sign("invitation", 7)
    keys("b" * 40, ("c" * 40, "a" * 40))
    assert tokens.read("invitation", old, DAY) == 7
    new = tokens.sign("invitation", 8)
    keys("b" * 40)
    assert tokens.read("invitation", new, DAY) == 8
    with pytest.raises(TokenBroken):
        tokens.read("invitation", old, DAY)


def test_a_link_of_a_forgotten_key_that_is_also_late_is_broken_not_late(keys):
    with time_machine.travel(1_000_000_000):
        old = tokens.sign("invitation", 7)
    keys("b" * 40)
    with pytest.raises(TokenBroken):
        tokens.read("invitation", old, DAY)


def test_a_mark_tells_one_text_from_all_others(keys):
    mark = tokens.mark("ana@example.org")
    assert "ana" not in mark and tokens.is_mark_of(mark, "ana@example.org")
    assert not tokens.is_mark_of(mark, "ana@example.com")
    keys("b" * 40)
    assert not tokens.is_mark_of(mark, "ana@example.org")
    keys("b" * 40, ("a" * 40,))
    assert tokens.is_mark_of(mark, "ana@example.org")
