"""What every form stands on, sent what no form of ours sends."""

import pytest


@pytest.mark.parametrize("sent", [[1, 2], 7, "every", {"name": "Rowing", "purpose": "We row."}, None])
def test_json_fills_in_no_form(world, browse, sent):
    assert browse(world.ana).post("/circles/new", json=sent).status_code == 422


def test_a_form_that_is_broken_off_is_an_empty_one(world, browse):
    browse(world.ana).send("/circles/new", data=b"abc", content_type="multipart/form-data", status=422)


def test_every_box_to_choose_from_looks_like_one(world, browse):
    ana = browse(world.ana)
    boxes = [
        box
        for path in ("/settings/mail", "/settings/language", "/members")
        for box in ana.page(path).find_all("select")
    ]
    assert len(boxes) > 2 and all("form-select" in box.get("class", "").split() for box in boxes)
