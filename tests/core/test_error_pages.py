"""Pages that say no: what happened, what to do, and a way on that is open to whoever reads it."""


def test_who_is_signed_in_is_led_to_the_members_and_a_visitor_is_not(world, browse):
    lost = browse(world.ana).page("/members/nobody", status=404)
    assert "The link may be old." in lost.words and "/members" in lost.links
    visitor = browse().page("/nowhere", status=404)
    assert "The link may be old." in visitor.words and "/members" not in visitor.links


def test_a_link_that_was_cut_off_says_where_to_find_the_whole(browse):
    words = browse().page("/milestones/by-mail/cut", status=404).words
    assert "perhaps it was cut off" in words and "Please open it from the mail again." in words
    assert "may be old" not in words
