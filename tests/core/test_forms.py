"""What every form stands on, sent what no form of ours sends."""

import pytest


@pytest.mark.parametrize("sent", [[1, 2], 7, "every", {"name": "Rowing", "purpose": "We row."}, None])
def test_json_fills_in_no_form(world, browse, sent):
    assert browse(world.ana).post("/circles/new", json=sent).status_code == 422


def test_a_form_that_is_broken_off_is_an_empty_one(world, browse):
    browse(world.ana).send("/circles/new", data=b"abc", content_type="multipart/form-data", status=422)
