"""Finding circles: mine first, then what waits, then listed ones by words and choices; and the page for who is not in one."""


def test_a_listed_circle_is_found_by_a_word_of_its_purpose(world, make, browse):
    make.circle(world.ana, name="Tides", purpose="Talking about lighthouses")
    make.circle(world.ana, name="Maps", purpose="Something else")
    page = browse(world.lin).get("/circles?q=LIGHTHÓUSES")
    assert "Tides" in page.text and "Maps" not in page.text
