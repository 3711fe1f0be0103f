"""What every form stands on, sent what no form of ours sends."""

import pytest
from markupsafe import Markup
from wtforms import SelectChoice, SelectField
from wtforms.widgets import Select

from community.core.forms import Form
from community.core.language import _l

LISTED = [
    SelectChoice(*choice)
    for choice in (
        ("", "Any"), ("a", "A"), ("<b>", '"B" & C'), ('"', Markup("<i>D</i>")), (Markup("<e>"), "E"), ("f", ""), (1, "one"),
        (True, "yes"), (None, "none"), ("g", _l("Hello %(name)s", name="<b>")), ("h", "H", {"disabled": True, "title": "<"}),
    )
]  # fmt: skip


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


@pytest.mark.parametrize("chosen", ["", "a", "<b>", '"', 1, True, None])
@pytest.mark.parametrize("more", [[], [SelectChoice("<y>", "Y", optgroup="<Others>")]])
def test_a_box_to_choose_from_is_written_as_the_library_writes_it(app, chosen, more):
    class Choosing(Form):
        one = SelectField(choices=[*LISTED, *more], coerce=lambda value: value)

    with app.test_request_context("/"):
        box = Choosing(data={"one": chosen}, meta={"csrf": False}).one
        assert type(box.widget) is not Select and box() == Select()(box)
        assert "<b>" not in box() and "<i>D" in box()
