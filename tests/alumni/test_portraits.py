"""Portraits: who sees them, and that nothing stays of one that was taken away."""

import io

import pytest
from PIL import Image


def picture(colour="teal", size=(400, 300)):
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG")
    return io.BytesIO(made.getvalue()), "me.jpg"


def test_a_portrait_is_shown_to_its_audience_with_its_words(world, tell, browse, worker):
    tell(world.mia)
    browse(world.mia).send(
        "/members/edit/portrait",
        {"picture": picture(), "alt": "Me, laughing", "who": "related"},
        content_type="multipart/form-data",
    )
    path = f"/members/{world.mia.public_id}"
    page = browse(world.ana).page(path)
    assert any(one.get("alt") == "Me, laughing" for one in page.find_all("img"))
    with (
        browse(world.ana).get(path + "/portrait") as answer,
        browse(world.ana).get(path + "/portrait?size=small") as small,
    ):
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert "private" in answer.headers["Cache-Control"]
        assert len(small.data) < len(answer.data)
    assert "/portrait" in browse(world.ana).page("/members").text
    browse(world.lin).page(path + "/portrait", status=404)
    for read in (path, "/members"):
        assert "/portrait" not in browse(world.lin).page(read).text


def test_a_portrait_can_be_replaced_and_taken_away_and_leaves_no_file(
    world, tell, browse, worker, db, app
):
    tell(world.mia)
    folder = app.extensions["settings"].media_folder
    others = {file.name[:32] for file in folder.rglob("*.webp")}
    browser = browse(world.mia)
    for colour in ("teal", "orange"):
        browser.send(
            "/members/edit/portrait",
            {"picture": picture(colour), "who": "members"},
            content_type="multipart/form-data",
        )
        worker.drain()
        kept = {file.name[:32] for file in folder.rglob("*.webp")}
        assert kept - others == {world.mia.portrait}
    browser.send("/members/edit/portrait/removal")
    worker.drain()
    assert world.mia.portrait is None
    assert {file.name[:32] for file in folder.rglob("*.webp")} == others


@pytest.mark.parametrize(
    "broken", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_picture_is_refused_in_words(world, tell, browse, broken):
    tell(world.mia)
    sent = {"picture": (io.BytesIO(broken), "me.jpg"), "who": "members"}
    page = browse(world.mia).send(
        "/members/edit/portrait", sent, status=422, content_type="multipart/form-data"
    )
    assert "There is something to correct" in page.words
