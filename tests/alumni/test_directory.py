"""The directory: words with and without accents, filters, pages, order, and how many questions the database is asked."""

from urllib.parse import quote

import pytest

from community.alumni.forms.directory import LABELS
from community.alumni.models import Profile
from community.core import clock


def names(page):
    """The people on a page, in their order."""
    return [
        " ".join("".join(one.itertext()).split()) for one in page.find_all("h2") if one.get("class") == "person-name"
    ]


@pytest.fixture
def many(make, tell):
    """45 people of one place, in one cohort."""
    cohort = make.cohort("Night School")
    people = [make.person(name=f"Person {number:02}") for number in range(45)]
    for person in people:
        make.participation(person, cohort)
        tell(person, place="Quito, Ecuador", offers="Weaving")
    return people


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Róża Wiśniewska", "roza"),
        ("Róża Wiśniewska", "WISNIEWSKA roza"),
        ("Lin Nguyễn Đức", "nguyen duc"),
        ("Søren Åkesson", "soren akes"),
        ("Γιώργος Παπαδόπουλος", "γιωργοσ"),
        ("Юлия Щербакова", "юлия щерб"),
        ("王小明", "小明"),
        ("محمّد العلي", "محمد"),
        ("Ana-María O'Neill", "oneill"),
        ("देवी शर्मा", "देवी"),
    ],
)
def test_names_are_found_without_their_accents_and_in_every_script(world, make, tell, browse, name, typed):
    tell(make.person(name=name))
    tell(make.person(name="Koral Reef"))
    assert names(browse(world.lin).page(f"/members?q={quote(typed)}")) == [name]


def test_the_beginning_of_a_word_is_enough_and_all_words_count(world, make, tell, browse):
    tell(make.person(name="Vera Vole"), headline="Glaciologist", offers="Crevasse rescue")
    browser = browse(world.lin)
    assert names(browser.page("/members?q=glacio")) == ["Vera Vole"]
    assert names(browser.page("/members?q=vera+glaciologist")) == ["Vera Vole"]
    assert names(browser.page("/members?q=vera+baker")) == []


def test_a_name_weighs_more_than_a_mention(world, make, tell, browse):
    tell(make.person(name="Otto"), about="I admire Ximena very much. " * 3)
    tell(make.person(name="Ximena"))
    assert names(browse(world.lin).page("/members?q=ximena"))[0] == "Ximena"


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "a AND",
        "*",
        "'; DROP TABLE people; --",
        "(((",
        "q:",
        "-",
        "\U0001f600",
        "%",
        "a" * 3000,
        "\x00",
        "NEAR(a b)",
        "‮abc",
    ],
)
def test_nothing_typed_is_an_error(world, tell, browse, typed):
    tell(world.pau)
    for parameter in ("q", "place", "offers", "cohort", "language", "open", "after"):
        browse(world.lin).page(f"/members?{parameter}={quote(typed)}")


def test_filters_combine_and_have_an_address(world, make, tell, browse):
    tell(
        make.person(name="Both"),
        place="Lima, Peru",
        languages="Spanish, Quechua",
        work_field="Music",
    )
    tell(make.person(name="Place alone"), place="Lima, Ohio", languages="English")
    browser = browse(world.lin)
    assert set(names(browser.page("/members?place=Lima"))) == {"Both", "Place alone"}
    assert names(browser.page("/members?place=lima&language=es&field=MUSIC")) == ["Both"]
    assert names(browser.page("/members?place=Lima,+Peru")) == ["Both"]
    assert names(browser.page("/members?q=lima&language=en")) == ["Place alone"]
    page = browser.page("/members?place=lima&language=es")
    assert "Take this filter away" in page.words
    assert "Spanish" in page.words


def test_open_to_means_open_to_the_reader_today(world, make, tell, browse, db):
    today = clock.today()
    tell(make.person(name="Anyone"), catchups="anyone", peer_mentoring="limited")
    tell(make.person(name="Paused"), catchups="not_now")
    tell(
        make.person(name="Back"),
        catchups="not_now",
        catchups_until=today.replace(year=today.year - 1),
    )
    tell(world.mia, catchups="related")
    tell(make.person(name="Quiet", standing="quiet"), catchups="anyone", peer_mentoring="open")
    for path in ("/members?open=catchups", "/members?open=catchups&q=a"):
        assert "Paused" not in browse(world.lin).page(path).words
        assert "Quiet" not in names(browse(world.lin).page(path))
    assert set(names(browse(world.lin).page("/members?open=catchups"))) == {"Anyone", "Back"}
    assert world.mia.name in names(browse(world.ana).page("/members?open=catchups"))
    assert names(browse(world.lin).page("/members?open=peer_mentoring")) == ["Anyone"]
    assert names(browse(world.lin).page("/members?open=catchups&q=anyone")) == ["Anyone"]


def test_an_empty_result_says_what_to_do(world, tell, browse):
    tell(world.pau)
    words = browse(world.lin).page("/members?q=xyzzy").words
    assert "Try fewer words" in words
    assert "Show all members" in words


def test_a_directory_with_nobody_says_what_to_do(world, browse, db):
    db.query(Profile).delete()
    assert "Edit your profile" in browse(world.lin).page("/members").words


def test_a_broken_place_in_the_list_is_the_first_page_and_beyond_the_end_is_said(world, many, browse):
    browser = browse(world.lin)
    assert len(names(browser.page("/members?after=nonsense"))) == 20


@pytest.mark.parametrize("query", ["", "place=quito", "q=quito", "offers=weaving&q=weav"])
def test_every_member_is_on_exactly_one_page(world, many, browse, query):
    browser, seen = browse(world.lin), []
    path = f"/members?{query}"
    while path:
        page = browser.page(path)
        assert len(names(page)) <= 20
        seen += names(page)
        path = next(
            ("/members" + link for link in page.links if link.startswith("?") and "after=" in link),
            None,
        )
    assert len(seen) == len(set(seen))
    assert {person.name for person in many} <= set(seen)


def test_who_joins_meanwhile_moves_nobody_to_another_page(world, many, browse, make, tell):
    browser = browse(world.lin)
    first = browser.page("/members")
    following = "/members" + next(link for link in first.links if link.startswith("?") and "after=" in link)
    second = names(browser.page(following))
    tell(make.person(name="Late"), peer_mentoring="closed")
    again = names(browser.page(following))
    assert [name for name in again if name != "Late"][:19] == [name for name in second if name != "Late"][:19]


def test_no_number_of_members_is_shown(world, many, browse):
    assert "45" not in browse(world.lin).page("/members?place=quito").words


def test_a_long_text_markup_and_emoji_are_shown_as_they_are(world, make, tell, browse):
    odd = make.person(name="<script>alert(1)</script> & \U0001f469\U0001f3fd‍\U0001f680")
    tell(
        odd,
        headline="<b>bold</b> \U0001f680",
        about="x" * 3900,
        place="A" * 110,
        offers="<i>topic</i>, \U0001f41d bees",
    )
    for path in ("/members", f"/members/{odd.public_id}", f"/members?offers={quote('🐝 bees')}"):
        page = browse(world.lin).page(path)
        assert "<b>bold" not in page.text
        assert "<b>bold</b> \U0001f680" in page.words
    assert not [one for one in page.find_all("script") if not one.get("src")]


def test_the_lists_to_choose_from_come_when_they_are_opened_and_keep_the_words(world, tell, browse):
    tell(world.mia, offers="Beekeeping")
    browser = browse(world.lin)
    page = browser.page("/members?q=bee+keep")
    assert "<select" not in page.text
    opened = next(link for link in page.links if link.endswith("filters=open"))
    text = browser.page("/members" + opened).text
    assert '<details class="more-filters" open>' in text
    assert text.count("<select") == len(LABELS)
    assert 'value="bee keep"' in text
    assert "<select" in browser.page("/members?offers=beekeeping").text
