"""Writing after a long time is hard: two easy messages first, and then the one of long ago.

People underestimate how much it is appreciated to be reached out to, the more so the more surprising it is: Liu, Rim,
Min & Min (2023), "The surprise of reaching out: Appreciated more than we think", Journal of Personality and Social
Psychology 124(4). They hesitate to reach out to old friends, and more of them do after having written to a few current
friends first: Aknin & Sandstrom (2024), "People are surprisingly hesitant to reach out to old friends",
Communications Psychology 2:34.
"""

from typing import Any

from flask import request

from community.accounts.models import Person
from community.core import clock
from community.core.panels import shared_past, under_way
from community.core.web import current_actor, page, signed_in
from community.ties import queries
from community.ties.clock import state
from community.ties.models import TieSide
from community.ties.queries.lists import TieLine
from community.ties.views import blueprint
from community.ties.wording import TieWords, last_words, light_starters, starter

MOST_DORMANT = 5
MOST_SHARED = 3


@blueprint.get("/ties/warm-up")
@signed_in
def warm_up() -> Any:
    """Two people one is in touch with, then somebody of long ago: the one of the address (`to`), or who waits longest."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    dormant, easy = _at_rest(
        actor, queries.dormant(actor, most=2 * MOST_DORMANT), queries.in_touch_lately(actor, most=6)
    )
    dormant = dormant[:MOST_DORMANT]
    chosen = _chosen(actor, request.args.get("to") or (dormant[0].tie if dormant else None))
    easy = [one for one in easy if chosen is None or one.tie != chosen.tie.public_id][:2]
    tie = TieWords.of(chosen, state(chosen, today)) if chosen else None
    return page(
        "ties/warm_up.html",
        easy=list(zip(easy, light_starters(), strict=False)),
        light=light_starters(),
        last_of=lambda line: last_words(line, today),
        chosen=chosen,
        last=last_words(tie, today) if tie else None,
        starter=starter(tie) if tie else None,
        shared=shared_past(actor, chosen.other)[:MOST_SHARED] if chosen else (),
        others=[one for one in dormant if chosen and one.tie != chosen.tie.public_id],
    )


def _at_rest(actor: Person, *lists: list[TieLine]) -> list[list[TieLine]]:
    """Each list without those with whom something is asked or agreed, or who said "not now" lately."""
    busy = under_way(actor, [line.person_id for lines in lists for line in lines])
    return [[line for line in lines if line.person_id not in busy] for lines in lists]


def _chosen(actor: Person, tie: str | None) -> TieSide | None:
    return queries.side_of(actor, tie) if tie else None


@blueprint.get("/ties/why")
@signed_in
def why() -> Any:
    """Why it is worth writing first, with the sources."""
    return page("ties/why.html")
