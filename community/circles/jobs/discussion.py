"""Posts that were rendered by older rules are rendered anew."""

from community.circles import actions

AT_ONCE = 200


def render_anew() -> None:
    """So many of them in one run; the next one goes on where it stopped. Until then their readers get them rendered anew."""
    actions.render_anew(AT_ONCE)
