"""What remains of a circle: with whom one would like to keep in touch, and going on in a new one."""

from typing import Any

from flask import flash, url_for

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.forms.ending import RenewForm, TiesForm
from community.circles.models import CircleMember
from community.circles.permissions import PART_WELL
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers, endings
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.web import current_actor, requires, see_other


@blueprint.get("/<circle>/ties")
@requires(PART_WELL, load=queries.seat)
def ties(seat: CircleMember) -> Any:
    """With whom one would like to keep in touch: for oneself alone, until both say so."""
    actor = current_actor()
    wishes = queries.tie_wishes_of(seat.circle_id, actor.id)
    people = _others(seat)
    known = [one for one in people if one.id in wishes and wishes[one.id].mutual_on is not None]
    open_ones = [one for one in people if one.id not in wishes or wishes[one.id].mutual_on is None]
    wished = [one.public_id for one in open_ones if one.id in wishes and wishes[one.id].is_yes]
    form = TiesForm(formdata=None, data={"people": wished})
    form.offer(open_ones)
    return inside("circles/ties.html", seat, "closing", form=form, known=known, anybody=bool(open_ones))


@blueprint.post("/<circle>/ties")
@requires(PART_WELL, load=queries.seat)
@answers
def wish_ties(seat: CircleMember) -> Any:
    """Keep what was ticked, and tell of those who ticked it too."""
    form = TiesForm()
    form.offer(_others(seat))
    found = actions.wish_ties(current_actor(), seat, person_ids=form.chosen)
    if found:
        flash(
            ngettext(
                "%(num)d of them said so too. You find each other among the people you keep in touch with.",
                "%(num)d of them said so too. You find each other among the people you keep in touch with.",
                len(found),
            ),
            "good",
        )
    else:
        flash(_("It is noted, for you alone. You can change it whenever you like."), "good")
    return see_other("circles.ties", circle=seat.circle.public_id)


@blueprint.get("/<circle>/renewal")
@requires(PART_WELL, load=queries.seat)
def renewal(seat: CircleMember) -> Any:
    """Going on: what the new circle is called, and whom to invite."""
    people = _others(seat)
    told = {
        "name": seat.circle.name,
        "purpose": seat.circle.purpose,
        "people": [one.public_id for one in people],
    }
    return _renewing(seat, RenewForm(formdata=None, data=told), people)


@blueprint.post("/<circle>/renewal")
@requires(PART_WELL, load=queries.seat)
@endings
def renew(seat: CircleMember) -> Any:
    """Begin the new circle, and invite who was chosen."""
    form, people = RenewForm(), _others(seat)
    form.offer(people)
    if not form.validate():
        return _renewing(seat, form, people)
    try:
        fresh = actions.renew(
            current_actor(), seat,
            name=form.name.data or "", purpose=form.purpose.data or "", person_ids=form.chosen,
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return _renewing(seat, form, people)
    flash(_("Here is your new circle. Whom you chose gets an invitation."), "good")
    return see_other("circles.show", circle=fresh.circle.public_id)


def _others(seat: CircleMember) -> list[Person]:
    members = queries.members_seen_by(current_actor(), seat.circle_id)
    return [one.person for one in members if one.person_id != seat.person_id]


def _renewing(seat: CircleMember, form: RenewForm, people: list[Person]) -> Any:
    form.offer(people)
    back = url_for("circles.closing", circle=seat.circle.public_id)
    return inside("circles/renewal.html", seat, "closing", form=form, back=back, anybody=bool(people))
