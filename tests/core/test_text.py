"""What people type: cleaned, folded, made safe."""

import unicodedata

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.text import clean_line, clean_text, fold, initials, markdown, plain


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("Zoë ÅNGSTRÖM", "zoe angstrom"),
        ("Straße", "strasse"),
        ("Søren Ærø", "soren aero"),
        ("Đặng Thị", "dang thi"),
        ("İstanbul", "istanbul"),
        ("ısparta", "isparta"),
        ("Þórður", "thordur"),
        ("ΆΛΦΑ", "αλφα"),
        ("Ёлка", "елка"),
        ("ＦＵＬＬ", "full"),
        ("凤英 丁", "凤英 丁"),
        ("김민수", "김민수"),
        ("हिन्दी", "हिन्दी"),
        ("が", "が"),
        (None, ""),
    ],
)
def test_folding_forgets_case_and_accents_but_no_script(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_latin_text_folds_the_same_in_capitals_and_decomposed(text):
    assert fold(text.upper()) == fold(text.upper().lower())
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_a_line_loses_what_cannot_be_seen():
    assert clean_line("  Ana\u202e \x00María\t\n López\u200b ") == "Ana María López"
    assert clean_line("A\u200dna") == "Ana"
    assert clean_line("Ana\U000e0041") == "Ana"
    assert clean_line("\u3164\u2800") == ""
    assert clean_line("Ana\ud800") == "Ana"
    assert clean_line(None) == ""


def test_a_line_keeps_the_joiners_that_spell_a_word_or_a_family():
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_line("👩\u200d👩\u200d👧") == "👩\u200d👩\u200d👧"


def test_a_line_is_composed():
    assert clean_line("e\u0301") == "é"


def test_a_text_keeps_its_paragraphs_and_no_more():
    assert clean_text(" one \r\ntwo\r\n\r\n\r\n\r\nthree\u2028four\x07 \n") == "one\ntwo\n\nthree\nfour"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_a_cleaned_line_can_be_stored_and_fits_on_one_line(text):
    line = clean_line(text)
    line.encode()
    assert "\x00" not in line and len(line.splitlines()) <= 1 and line == line.strip()


def test_markdown_keeps_emphasis_lists_quotes_and_line_breaks():
    shown = markdown("*so* **much**\nnew\n\n- one\n- two\n\n> said")
    assert "<em>so</em> <strong>much</strong><br>" in shown
    assert shown.count("<li>") == 2 and "<blockquote>" in shown


@pytest.mark.parametrize(
    ("words", "address", "rest"),
    [
        ("See https://example.org/a_b_c?x=1, please.", "https://example.org/a_b_c?x=1", ", please."),
        ("(https://example.org/tea)", "https://example.org/tea", ")"),
        ("**http://example.org**", "http://example.org", "</strong>"),
    ],
)
def test_a_bare_address_is_a_link_and_the_mark_behind_it_is_not(words, address, rest):
    assert f'<a href="{address}" rel="nofollow noopener ugc">{address}</a>{rest}' in markdown(words)


def test_in_a_link_and_in_code_an_address_stays_as_it_is():
    assert markdown("[https://a.example](https://b.example) `https://c.example`").count("<a ") == 1


def test_links_to_other_sites_say_that_they_are_a_persons():
    assert markdown("[us](https://example.org/?a=1&b=2)") == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener ugc">us</a></p>\n'
    )
    assert 'href="mailto:a@example.org"' in markdown("<mailto:a@example.org>")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html,hello)",
        "[x](//evil.example)",
        "[x](ftp://evil.example)",
        "[x](tel:+49900)",
        "[x](/logout)",
        "<a href='https://x' onclick='y' style='z'>",
        "# A heading\n\nAnother\n=======",
        "[a]: javascript:alert(1)\n\n[a]",
        "`<b>`",
    ],
)
def test_markdown_lets_nothing_through_that_acts(attack):
    tree = html5lib.parseFragment(str(markdown(attack)), namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in elements} <= {"DOCUMENT_FRAGMENT", "p", "code", "a", "br"}
    for element in elements:
        bare = {"href"} if element.get("href") == "https://x" else set()  # an address is one, whatever stands around it
        assert set(element.keys()) <= {"rel"} | bare


def test_signs_that_look_like_html_are_shown_as_they_were_typed():
    assert markdown("x <b> y") == "<p>x &lt;b&gt; y</p>\n"


def test_a_picture_from_elsewhere_becomes_a_link_that_nobody_fetches_unasked():
    shown = markdown("![x](https://evil.example/pixel.png)")
    assert "<img" not in shown and 'href="https://evil.example/pixel.png"' in shown


@given(st.text(alphabet="<>[]()!*_`#&:;/\\\"'- \nabjs=", max_size=200))
def test_markdown_of_anything_is_well_formed_and_harmless(text):
    shown = str(markdown(text))
    tree = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag in {
                "DOCUMENT_FRAGMENT",
                *[
                    "p",
                    "br",
                    "em",
                    "strong",
                    "s",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "code",
                    "pre",
                    "hr",
                    "a",
                ],
            }
            assert set(element.keys()) <= {"rel", "href"}
            assert element.get("href", "https://").startswith(("http://", "https://", "mailto:"))


def test_an_excerpt_has_the_words_and_not_the_signs():
    assert plain("**Hello** [you](https://example.org) & <b>\n\n- one\n- two") == "Hello you & <b> one two"


def test_an_excerpt_is_cut_after_a_whole_word():
    assert plain("one two three", 9) == "one two…"
    assert plain("one two", 7) == "one two"
    assert plain("incomprehensibly", 6) == "incom…"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana María López", "AL"),
        ("ana", "A"),
        ("(Jo) o'Brien", "JO"),
        ("凤英 丁", "凤丁"),
        ("ßeta", "ß"),
        ("", ""),
        ("—", ""),
        (None, ""),
    ],
)
def test_initials_stand_for_first_and_last_name(name, letters):
    assert initials(name) == letters
