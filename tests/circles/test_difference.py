"""What is different between two versions of a charter, told so that nothing is lost."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.circles.difference import ADDED, SAME, TAKEN_OUT, Piece, difference

texts = st.lists(st.sampled_from(["we ", "listen ", "speak", "\n", "  ", "ü ", "", "phones off. "]), max_size=30).map(
    "".join
)


def test_a_changed_word_stands_beside_the_one_it_replaces():
    assert difference("We meet monthly.", "We meet weekly.") == [
        Piece(SAME, "We meet "),
        Piece(TAKEN_OUT, "monthly."),
        Piece(ADDED, "weekly."),
    ]


def test_a_changed_run_of_words_is_told_in_one_piece():
    pieces = difference("Phones stay off please, always.", "Nobody looks at phones, always.")
    assert [piece.kind for piece in pieces] == [TAKEN_OUT, ADDED, SAME]


def test_an_added_line_is_told_as_added():
    assert [piece.kind for piece in difference("One.\n", "One.\nTwo.\n")] == [SAME, ADDED]


@given(texts, texts)
def test_nothing_is_lost_and_nothing_invented(before, after):
    pieces = difference(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.words for piece in pieces if piece.kind != TAKEN_OUT) == after
    assert all(piece.words for piece in pieces)


@given(texts)
def test_the_same_text_has_no_difference(text):
    assert all(piece.kind == SAME for piece in difference(text, text))


def test_very_long_texts_are_told_one_after_the_other():
    before, after = "a b " * 1000, "b a " * 1000
    assert [piece.kind for piece in difference(before, after)] == [TAKEN_OUT, ADDED]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(f"old{n}" for n in range(500)), " ".join(f"new{n}" for n in range(500))),
        ("we " * 1300, "we listen " * 400),
        ("we " * 180, "we listen " * 180),
    ],
)
def test_a_part_written_anew_is_compared_at_once(before, after):
    """Its page shows five of them to everybody who signs."""
    begun = process_time()
    difference(before, after)
    assert process_time() - begun < 2


def test_a_few_words_changed_in_a_long_text_are_told_as_a_few():
    common = ["the", "and", "of", "we", "to", "a", "in", "it"]
    words = [common[n % 8] if n % 3 == 0 else f"word{n}" for n in range(560)]
    changed = [f"{word}!" if n % 50 == 7 else word for n, word in enumerate(words)]
    pieces = difference(" ".join(words), " ".join(changed))
    assert sum(piece.kind == ADDED for piece in pieces) == 12
    assert all(len(piece.words.split()) == 1 for piece in pieces if piece.kind != SAME)
