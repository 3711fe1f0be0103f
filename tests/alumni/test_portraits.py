"""Portraits: who sees them, and that nothing stays of one that was taken away."""

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image

from community.alumni import jobs
from community.core import clock, files
from community.core.errors import Conflict


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


def test_a_portrait_can_be_replaced_and_taken_away_and_leaves_no_file(world, tell, browse, worker, db, app):
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


@pytest.mark.parametrize("broken", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_in_words(world, tell, browse, broken):
    tell(world.mia)
    sent = {"picture": (io.BytesIO(broken), "me.jpg"), "who": "members"}
    page = browse(world.mia).send("/members/edit/portrait", sent, status=422, content_type="multipart/form-data")
    assert "There is something to correct" in page.words


@pytest.fixture
def pictures(app):
    """The keys of the pictures on the disk, of this test alone."""
    folder = app.extensions["settings"].media_folder
    others = {file.name[:32] for file in folder.rglob("*.*")}
    return lambda: {file.name[:32] for file in folder.rglob("*.*")} - others


def give(browser, status=303):
    data = {"picture": picture(), "who": "members"}
    browser.send("/members/edit/portrait", data, status=status, content_type="multipart/form-data")


def test_a_file_left_over_by_a_failed_transaction_is_removed_a_day_later_and_no_other(
    world, tell, browse, pictures, monkeypatch
):
    tell(world.mia)
    give(browse(world.mia))
    [shown] = pictures()

    def fail(*_given):
        raise Conflict

    with monkeypatch.context() as failing:
        failing.setattr("community.alumni.actions.portraits.changed", fail)
        give(browse(world.mia), status=409)
    assert len(pictures()) == 2 and world.mia.portrait == shown
    jobs.remove_lost_pictures()
    assert len(pictures()) == 2, "its transaction may still be under way"
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        jobs.remove_lost_pictures()
    assert pictures() == {shown} == {world.mia.portrait}


def test_what_was_begun_of_a_picture_is_removed_too(world, tell, browse, pictures, app):
    tell(world.mia)
    give(browse(world.mia))
    [shown] = pictures()
    folder = app.extensions["settings"].media_folder / "ab" / "cd"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ("abcd" + "0" * 28 + "-320.x1y2z3.part")).write_bytes(b"half a picture")
    note = folder / "note-of-the-house.txt"
    note.write_text("not ours to remove")
    with time_machine.travel(clock.now() + timedelta(days=2)):
        jobs.remove_lost_pictures()
    assert list(folder.glob("*.part")) == []
    assert note.exists()
    note.unlink()
    assert shown in pictures()


def test_a_night_looks_at_so_many_pictures_and_another_night_at_others(tmp_path):
    for _ in range(40):
        files.store_picture(picture()[0], folder=tmp_path, sizes=(8,))
    later = clock.now() + timedelta(days=1)
    nights = [files.written_before(later, most=10, seed=night, folder=tmp_path) for night in range(60)]
    assert {len(night) for night in nights} == {10}
    assert len(set().union(*nights)) == 40
