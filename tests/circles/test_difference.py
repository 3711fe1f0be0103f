"""What is different between two versions of a charter, told so that nothing is lost."""

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
