"""Pages of milestones: telling, answering, keeping; refused forms keep what was typed."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from community.core.web.bodies import MEGABYTE, WITH_A_PICTURE
from community.milestones.models import KINDS, LONGEST_WORDS, Milestone
from community.milestones.wording import HAPPENED, HAPPENED_TO_ME, KIND_ICONS, QUESTIONS


def news(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "project",
        "on": "2026-03-01",
        "audience": "everyone",
        "words": "The tide tables are **out**.",
        **changes,
    }


def picture(name: str = "boat.png") -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "orange").save(stream, "PNG")
    stream.seek(0)
    return stream, name


def encoded(form: dict[str, Any]) -> dict[str, Any]:
    """A large form, put together in memory: the client leaves the temporary file of one it puts together itself open."""
    fields = {name: FileStorage(*given) if isinstance(given, tuple) else given for name, given in form.items()}
    boundary, body = encode_multipart(fields)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def newest(db) -> Milestone:
    return db.scalars(select(Milestone).order_by(Milestone.id.desc())).first()


# --- telling -----------------------------------------------------------------------------------------------------


def test_one_tells_of_oneself_and_others_read_it(world, browse, db):
    ana = browse(world.ana)
    shown = ana.follow(ana.send("/milestones/new", news()))
    assert "<strong>out</strong>" in shown.text and "Mentors of yours who can read it get a short mail" in shown.words
    assert "The tide tables are out" in browse(world.lin).page("/milestones?of=everyone").words
    assert "The tide tables are out" in browse(world.mia).page("/milestones").words  # her coachee: one of her people


def test_who_can_read_it_stands_above_the_field_with_the_number_of_people(world, browse):
    page = browse(world.ana).page("/milestones/new")
    choices, field = page.text.index("Who can read it?"), page.text.index('name="words"')
    assert choices < page.text.index("My mentors and coachees") < page.text.index("1 person") < field
    assert choices < page.text.index("The cohort Summer of Code 2016") < page.text.index("2 people") < field
    assert "Everyone in the community" in page.words
    assert page.text.index("Those you choose above can read this, and nobody else") < field
    assert not [radio for radio in page.find_all("input") if radio.get("name") == "audience" and radio.get("checked")]


def test_of_somebody_else_no_numbers_are_told_that_are_theirs(world, browse):
    page = browse(world.pau).page(f"/milestones/new?about={world.ana.public_id}")
    assert "Mentors and coachees of Ana Ruiz Gómez" in page.words
    assert "1 person" not in page.words  # how many mentors and coachees she has is hers to know


def test_a_refused_form_keeps_everything_that_was_typed(world, browse, db):
    refused = browse(world.ana).send("/milestones/new", news(kind="", on="someday", words="My *words*"), 422)
    assert "My *words*" in refused.text and "There is something to correct" in refused.words
    chosen = {one.get("value") for one in refused.find_all("input") if one.get("checked") is not None}
    assert chosen == {"everyone"}
    assert newest(db) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": "x" * (LONGEST_WORDS + 1)}, "Please make it shorter"),
        ({"words": " "}, "write a few words"),
        ({"on": "2999-01-01"}, "This day has not come yet"),
        ({"audience": "nobody"}, "Not a valid choice"),
        ({"audience": "cohort:nowhere"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(world, browse, db, changes, said):
    assert said in browse(world.ana).send("/milestones/new", news(**changes), 422).words
    assert newest(db) is None


# --- pictures ----------------------------------------------------------------------------------------------------


def test_a_picture_needs_words_for_who_cannot_see_it(world, browse, db):
    refused = browse(world.ana).send("/milestones/new", news(picture=picture()), 422)
    assert "what can be seen" in refused.words and "The tide tables are **out**." in refused.text
    assert "choose the picture once more" in refused.words


def test_a_picture_is_shown_with_its_words(world, browse, db):
    ana = browse(world.ana)
    shown = ana.follow(ana.send("/milestones/new", news(picture=picture(), picture_alt="A boat in the morning")))
    drawn = next(image for image in shown.find_all("img") if "/picture" in image.get("src"))
    assert drawn.get("alt") == "A boat in the morning" and drawn.get("loading") == "lazy"
    assert (drawn.get("width"), drawn.get("height")) == ("400", "300")  # its place is kept while it loads
    answer = browse(world.mia).get(drawn.get("src"))
    assert answer.status_code == 200 and answer.mimetype == "image/webp"
    assert "private" in answer.headers["Cache-Control"]
    answer.close()
    assert browse().get(drawn.get("src")).status_code == 303


def test_a_tall_picture_leaves_room_for_the_words(world, browse, db):
    tall, ana = io.BytesIO(), browse(world.ana)
    Image.new("RGB", (300, 900), "orange").save(tall, "PNG")
    tall.seek(0)
    shown = ana.follow(ana.send("/milestones/new", news(picture=(tall, "a.png"), picture_alt="A lighthouse")))
    drawn = next(image for image in shown.find_all("img") if "/picture" in image.get("src"))
    assert (drawn.get("width"), drawn.get("height")) == ("160", "480")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a picture we can show"),
        (b"\xff\xd8\xff\xe0 no more of it", "This is not a picture we can show"),
    ],
)
def test_a_refused_picture_says_why_and_keeps_the_words(world, browse, db, content, said):
    typed = news(picture=(io.BytesIO(content), "a.jpg"), picture_alt="A boat")
    refused = browse(world.ana).send("/milestones/new", typed, 422)
    assert said in refused.words and "The tide tables are **out**." in refused.text
    assert 'value="A boat"' in refused.text
    assert newest(db) is None


@pytest.mark.parametrize("path", ["/milestones/new", "/milestones/{own}/edit"])
def test_a_picture_of_forty_megabytes_is_refused_on_its_field_and_the_words_stay(world, make, browse, db, path):
    path = path.format(own=make.milestone(world.ana).public_id)
    giant = (io.BytesIO(b"\xff\xd8\xff\xe0" + bytes(40 * MEGABYTE)), "a.jpg")
    typed = news(words="My *words*", picture=giant, picture_alt="A boat")
    refused = browse(world.ana).send(path, status=422, **encoded(typed))
    assert "too large. Please choose one of at most 12 MB" in refused.words
    assert "My *words*" in refused.text and 'value="A boat"' in refused.text
    assert newest(db).words != "My *words*"


def test_what_is_larger_than_any_form_is_refused_with_a_way_back(world, browse, app):
    too_much = {**news(), "picture": (io.BytesIO(bytes(WITH_A_PICTURE)), "a.jpg")}
    refused = browse(world.ana).send("/milestones/new", status=413, **encoded(too_much))
    assert "Go back: what you typed should still be in the form" in refused.words


def test_no_other_form_takes_more_than_it_needs(world, browse, app):
    """A body as large as a picture's form is for those alone that take one."""
    takes_more = {name for name, view in app.view_functions.items() if hasattr(view, "__largest_body__")}
    assert takes_more == {"milestones.tell", "milestones.change"}
    over = {"words": "x", "extra": (io.BytesIO(bytes(app.config["MAX_CONTENT_LENGTH"])), "a.jpg")}
    browse(world.ana).send("/milestones/settings", status=413, **encoded(over))


def test_without_a_picture_there_is_none_to_fetch(world, make, browse):
    milestone = make.milestone(world.ana)
    browse(world.ana).page(f"/milestones/{milestone.public_id}/picture", status=404)


# --- about somebody else -----------------------------------------------------------------------------------------


def test_in_two_steps_one_tells_of_somebody_else(world, browse, db):
    mia = browse(world.mia)
    assert f"/milestones/new?about={world.ana.public_id}" in mia.page("/milestones/about").links
    assert f"/milestones/new?about={world.lin.public_id}" in mia.page("/milestones/about?q=nguyen").links
    form = mia.page(f"/milestones/new?about={world.ana.public_id}")
    assert "Ana Ruiz Gómez is asked first" in form.words
    shown = mia.follow(mia.send(f"/milestones/new?about={world.ana.public_id}", news()))
    assert "Waits for Ana Ruiz Gómez" in shown.words
    assert newest(db).subject_id == world.ana.id and newest(db).state == "waiting"


def test_nothing_can_be_told_of_whom_one_cannot_see(world, browse):
    for person in (world.ana, world.ina, world.lou):  # bea is blocked by ana; the others are not here
        browse(world.bea).page(f"/milestones/new?about={person.public_id}", status=404)
    assert "Ana Ruiz" not in browse(world.bea).page("/milestones/about?q=ana").words


def test_its_subject_changes_the_words_and_the_readers_and_says_yes(world, make, browse, db):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    ana = browse(world.ana)
    for path in ("/", "/milestones"):
        assert f"/milestones/{milestone.public_id}/answer" in ana.page(path).links
    asked = ana.page(f"/milestones/{milestone.public_id}/answer")
    assert "I began at the lighthouse." in asked.text and "Rather not?" in asked.words
    assert f"{world.mia.name} would show it to: Everyone in the community" in asked.words
    assert [
        one for one in asked.find_all("input") if one.get("name") == "audience" and one.get("checked") is not None
    ] == []
    answer = {"words": "I keep the light now.", "audience": "mentorships", "revision": str(milestone.revision)}
    shown = ana.follow(ana.send(f"/milestones/{milestone.public_id}/approval", answer))
    assert "I keep the light now." in shown.words
    assert "I keep the light now." in browse(world.mia).page("/milestones").words
    browse(world.lin).page(f"/milestones/{milestone.public_id}", status=404)


def test_an_answer_without_words_is_refused_and_keeps_the_readers(world, make, browse):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    answer = {"words": "", "audience": "mentorships", "revision": "1"}
    refused = browse(world.ana).send(f"/milestones/{milestone.public_id}/approval", answer, 422)
    chosen = [one.get("value") for one in refused.find_all("input") if one.get("checked") is not None]
    assert chosen == ["mentorships"] and "Please say it in a few words" in refused.words


def test_a_silent_no_looks_like_waiting(world, make, browse):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    mia, path = browse(world.mia), f"/milestones/{milestone.public_id}"
    before = mia.page(path).words, mia.page("/milestones/mine").words, mia.page(path).links
    ana = browse(world.ana)
    assert "Nobody is told" in ana.follow(ana.send(f"{path}/refusal")).words
    assert (mia.page(path).words, mia.page("/milestones/mine").words, mia.page(path).links) == before
    ana.page(path, status=404)


# --- keeping -----------------------------------------------------------------------------------------------------


def test_one_edits_ones_own(world, make, browse):
    milestone = make.milestone(world.ana)
    ana, path = browse(world.ana), f"/milestones/{milestone.public_id}"
    assert "I began at the lighthouse." in ana.page(f"{path}/edit").text
    refused = ana.send(f"{path}/edit", news(words="", kind="move"), 422)
    chosen = [one.get("value") for one in refused.find_all("input") if one.get("checked") is not None]
    assert chosen == ["move"]
    shown = ana.follow(ana.send(f"{path}/edit", news(words="I sail now.")))
    assert "I sail now." in shown.words
    assert "edited" in browse(world.mia).page(path).words


def test_one_narrows_at_once_and_widens_with_the_others_yes(world, make, browse):
    milestone = make.milestone(world.ana, world.mia)
    path = f"/milestones/{milestone.public_id}"
    mia, ana, lin = browse(world.mia), browse(world.ana), browse(world.lin)
    lin.page(path)
    mia.send(f"{path}/audience", {"audience": "mentorships"})
    lin.page(path, status=404)
    asked = mia.follow(mia.send(f"{path}/audience", {"audience": "everyone"}))
    assert "until both of you have said yes" in asked.words and "It takes the yes of Ana" in asked.words
    lin.page(path, status=404)
    assert "would like more people to read" in ana.page("/milestones").words
    assert "May more people read it?" in ana.page(path).words
    ana.send(f"{path}/wider/approval", {"audience": "everyone"})
    lin.page(path)


def test_one_takes_it_back_after_being_asked(world, make, browse):
    milestone = make.milestone(world.ana)
    ana, path = browse(world.ana), f"/milestones/{milestone.public_id}"
    assert "congratulations people wrote to it" in ana.page(f"{path}/removal").words
    assert "It is gone" in ana.follow(ana.send(f"{path}/removal")).words
    ana.page(path, status=404)


def test_every_kind_has_a_sentence_a_question_and_an_icon():
    for table in (HAPPENED, HAPPENED_TO_ME, QUESTIONS, KIND_ICONS):
        assert set(table) == set(KINDS)


def test_a_yes_is_given_with_what_the_page_holds_and_to_what_was_read(world, make, browse):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    ana, path = browse(world.ana), f"/milestones/{milestone.public_id}"
    page = ana.page(f"{path}/answer")
    hidden = {
        field.get("name"): field.get("value") for field in page.find_all("input") if field.get("type") == "hidden"
    }
    answer = {"revision": hidden["revision"], "words": "I keep the light now.", "audience": "mentorships"}

    browse(world.mia).send(
        f"{path}/edit", {"kind": "new_role", "on": "2020-05-01", "words": "Changed.", "audience": "everyone"}
    )
    again = ana.send(f"{path}/approval", answer, status=422)
    assert (
        "has changed it meanwhile" in again.words
        and "I keep the light now." in again.text
        and "Changed." in again.words
    )
    hidden = {
        field.get("name"): field.get("value") for field in again.find_all("input") if field.get("type") == "hidden"
    }
    ana.send(f"{path}/approval", {**answer, "revision": hidden["revision"]})
    assert "I keep the light now." in browse(world.mia).page(path).words
