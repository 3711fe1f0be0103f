"""Pages of milestones: the feed, congratulating in one step, applause, thanks, the link of the mail, other pages' panels."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from community.alumni.actions import ensure_profile, reindex_person
from community.alumni.fields import KEYS
from community.core import clock
from community.milestones.links import token_for
from community.milestones.wording import QUESTIONS


@pytest.fixture
def role(world, make):
    return make.milestone(world.ana, kind="new_role", words="I keep the light now.")


# --- the feed ----------------------------------------------------------------------------------------------------


def test_an_empty_feed_says_what_to_do_next(world, browse):
    lin = browse(world.lin)
    for path in ("/milestones", "/milestones?of=everyone", "/milestones/mine"):
        assert "/milestones/new" in [link.split("?")[0] for link in lin.page(path).links]
    assert "/milestones?of=everyone" in lin.page("/milestones").links
    assert "Nothing found this way" in lin.page("/milestones?q=nothing+of+this+kind").words


def test_the_tabs_show_my_people_and_everyone(world, role, browse):
    assert "I keep the light now." in browse(world.mia).page("/milestones").words
    lin = browse(world.lin)
    assert "I keep the light now." not in lin.page("/milestones").words
    assert "I keep the light now." in lin.page("/milestones?of=everyone").words


def test_the_filters_open_with_a_link_and_narrow(world, role, browse):
    ensure_profile(world.ana).audiences = dict.fromkeys(KEYS, "members")
    reindex_person(world.ana.id)
    lin = browse(world.lin)
    plain = lin.page("/milestones?of=everyone")
    assert not plain.find_all("select")
    opened = lin.page(next(link for link in plain.links if "filters=open" in link))
    assert {"kind", "programme", "cohort"} == {one.get("name") for one in opened.find_all("select")}
    cohort = world.cohort.public_id
    for query, found in (
        ("kind=new_role", True), ("kind=move", False), (f"cohort={cohort}", True), ("cohort=nowhere", False),
        ("q=light", True), ("q=ruiz", True), ("q=ocean", False),
    ):  # fmt: skip
        words = lin.page(f"/milestones?of=everyone&{query}").words
        assert ("I keep the light now." in words) is found, query


def test_the_feed_goes_on_page_by_page(world, make, browse):
    for number in range(25):
        make.milestone(world.ana, words=f"Small win number {number:02}.")
    mia = browse(world.mia)
    first = mia.page("/milestones")
    rest = mia.page("/milestones" + next(link for link in first.links if "after=" in link))
    seen = [f"number {n:02}" in page.words for n in range(25) for page in (first, rest)]
    assert sum(seen) == 25


def test_what_is_long_is_cut_in_the_feed_and_whole_on_its_page(world, make, browse):
    milestone = make.milestone(world.ana, words="A long story. " * 100)
    page = browse(world.mia).page("/milestones")
    assert "milestone-cut" in page.text and "Read on" in page.words
    assert "milestone-cut" not in browse(world.mia).page(f"/milestones/{milestone.public_id}").text


@pytest.mark.parametrize(
    "words", ["مرحبا 🎉", "祝贺 🌸", "<script>alert(1)</script>", "W" * 500, "[here](javascript:x)"]
)
def test_any_script_is_shown_and_nothing_else_is_run(world, make, browse, words):
    milestone = make.milestone(world.ana, words=words)
    for path in ("/milestones?of=everyone", f"/milestones/{milestone.public_id}"):
        page = browse(world.lin).page(path)
        assert "<script>alert" not in page.text and 'href="javascript' not in page.text


# --- congratulating ----------------------------------------------------------------------------------------------


def test_from_the_feed_it_is_one_step_with_a_question_beside_the_field(world, role, browse):
    mia = browse(world.mia)
    feed, path = mia.page("/milestones"), f"/milestones/{role.public_id}"
    assert f"{path}#congratulate" in feed.links and not feed.find_all("textarea")  # twenty forms would be half the page
    page = mia.page(path)
    assert str(QUESTIONS["new_role"]) in page.words and 'id="congratulate"' in page.text
    assert not any((area.text or "").strip() for area in page.find_all("textarea"))  # the question is in nobody's mouth
    answer = mia.send(f"{path}/congratulations", {"words": "How bright!", "next": "/milestones#m-x"})
    assert answer.response.location == "/milestones#m-x"
    after = mia.page("/milestones")
    assert "Congratulated by you" in after.words and f"{path}#congratulate" not in after.links
    assert "How bright!" in browse(world.ana).page(f"/milestones/{role.public_id}").words


def test_too_few_or_too_many_words_are_refused_on_the_page_and_kept(world, role, browse):
    mia, path = browse(world.mia), f"/milestones/{role.public_id}/congratulations"
    assert "write a few words" in mia.send(path, {"words": " "}, 422).words
    assert "yyyy" in mia.send(path, {"words": "y" * 3000}, 422).text


def test_applause_is_given_and_taken_back_and_stands_with_a_name(world, role, browse):
    mia, path = browse(world.mia), f"/milestones/{role.public_id}"
    mia.send(f"{path}/applause")
    assert "You applauded" in mia.page("/milestones").words
    assert "Quiet applause from Mia Chen 陈" in browse(world.ana).page(path).words
    mia.send(f"{path}/applause/removal")
    assert "Quiet applause" not in browse(world.ana).page(path).words


def test_nobody_is_counted(world, role, make, browse):
    for number in range(9):
        make.congratulation(make.person(name=f"Ida Number {chr(65 + number)}"), role)
    words = browse(world.mia).page("/milestones").words
    assert "and others" in words and " 9" not in words


def test_one_changes_and_takes_back_ones_words(world, role, make, browse):
    said = make.congratulation(world.mia, role)
    mia, path = browse(world.mia), f"/milestones/congratulations/{said.public_id}"
    assert "What a good turn!" in mia.page(f"{path}/edit").text
    mia.send(f"{path}/edit", {"words": ""}, 422)
    assert "Better so." in mia.follow(mia.send(f"{path}/edit", {"words": "Better so."})).words
    mia.send(f"{path}/removal")
    assert "Better so." not in mia.page(f"/milestones/{role.public_id}").words


def test_thanks_between_two_are_read_by_the_two_and_open_ones_by_all(world, role, make, browse):
    said = make.congratulation(world.mia, role)
    ana, page = browse(world.ana), f"/milestones/{role.public_id}"
    path = f"/milestones/congratulations/{said.public_id}/thanks"
    assert path in ana.page(page).links
    ana.send(path, {"words": ""}, 422)
    ana.send(path, {"words": "You began it.", "openly": "privately"})
    assert "You began it." in browse(world.mia).page(page).words
    assert "You began it." not in browse(world.lin).page(page).words
    ana.send(path, {"words": "You began it.", "openly": "openly"})
    assert "You began it." in browse(world.lin).page(page).words
    ana.send(f"{path}/removal")
    assert "You began it." not in browse(world.lin).page(page).words


# --- the link of the mail ----------------------------------------------------------------------------------------


def test_the_link_of_the_mail_works_signed_out_and_opening_it_changes_nothing(world, role, browse, db):
    path = f"/milestones/by-mail/{token_for(world.mia, role)}"
    opened = browse().page(path)
    assert "I keep the light now." in opened.words and str(QUESTIONS["new_role"]) in opened.words
    assert "You write as Mia Chen 陈" in opened.words
    browse().page(path)
    assert "Whoever can read it finds it in the feed" in browse(world.ana).page(f"/milestones/{role.public_id}").words
    assert "a few words of your own" in browse().send(path, {"words": ""}, 422).words
    browse().send(path, {"words": "Shine on!"})
    done = browse().page(path)
    assert "Your words are with Ana" in done.words and "Shine on!" in done.words and not done.find_all("textarea")
    browse().send(path, {"words": "A second time"})
    assert "A second time" not in browse(world.ana).page(f"/milestones/{role.public_id}").words


def test_the_link_is_kindly_refused_when_it_is_not_for_reading_any_more(world, role, make, browse):
    path = f"/milestones/by-mail/{token_for(world.mia, role)}"
    browse().page("/milestones/by-mail/not-a-token", status=404)
    make.block(world.ana, world.mia)
    browse().page(path, status=404)
    browse().send(path, {"words": "Shine on!"}, 404)


def test_the_link_of_the_mail_shows_the_picture_as_long_as_the_words(world, make, browse, db):
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(stream, "PNG")
    stream.seek(0)
    milestone = make.milestone(world.ana, picture=stream, picture_alt="A lamp")
    path = f"/milestones/by-mail/{token_for(world.mia, milestone)}"
    (drawn,) = [image for image in browse().page(path).find_all("img") if image.get("alt") == "A lamp"]
    answer = browse().get(drawn.get("src"))
    assert answer.mimetype == "image/webp" and "private" in answer.headers["Cache-Control"]
    answer.close()
    browse().page("/milestones/by-mail/not-a-token/picture", status=404)
    browse().page(f"/milestones/by-mail/{token_for(world.lin, make.milestone(world.mia))}/picture", status=404)
    browse(world.ana).send(f"/milestones/{milestone.public_id}/removal")
    browse().page(drawn.get("src"), status=404)


# --- on others' pages --------------------------------------------------------------------------------------------


def test_home_tells_news_of_my_people_until_i_have_seen_them(world, role, browse):
    mia = browse(world.mia)
    home = mia.page("/")
    assert "Your people’s news" in home.words and "I keep the light now." in home.words
    assert f"/milestones/{role.public_id}#congratulate" in home.links
    mia.page(f"/milestones/{role.public_id}")
    assert "Your people’s news" not in mia.page("/").words


def test_a_profile_shows_what_its_reader_may_read(world, make, browse):
    make.milestone(world.ana, words="For all.")
    make.milestone(world.ana, words="For mentors.", audience="mentorships")
    own = f"/members/{world.ana.public_id}"
    assert "For mentors." in browse(world.mia).page(own).words
    stranger = browse(world.lin).page(own).words
    assert "For all." in stranger and "For mentors." not in stranger
    assert "For mentors." not in browse(world.lin).page(f"/milestones/of/{world.ana.public_id}").words


def test_an_anniversary_is_offered_to_who_asked_for_it_and_to_nobody_else(world, browse, make, db):
    today = clock.today(world.mia.time_zone)
    make.mentorship(world.mia, world.lin, started_on=today.replace(year=today.year - 10), ended_on=today - timedelta(1))
    mia = browse(world.mia)
    assert "Ten years ago" not in mia.page("/").words
    settings = mia.page("/milestones/settings")
    assert not [box for box in settings.find_all("input") if box.get("type") == "checkbox" and box.get("checked")]
    mia.send("/milestones/settings", {"anniversary": "y"})
    home = mia.page("/")
    assert "Ten years ago you and Lin Nguyễn began." in home.words
    offered = next(link for link in home.links if "kind=anniversary" in link)
    form = mia.page(offered)
    chosen = [one.get("value") for one in form.find_all("input") if one.get("checked") is not None]
    assert chosen == ["anniversary"]
    mia.send("/milestones/settings", {})
    assert "Ten years ago" not in mia.page("/").words
