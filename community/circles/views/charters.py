"""The charter: reading it, signing it, its versions, writing a new one, and whether it still fits."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.charter_texts import parts_of
from community.circles.forms.charters import CharterForm, ReviewForm, SignForm, charter_form
from community.circles.models import Charter, CircleMember
from community.circles.permissions import BELONG, FACILITATE
from community.circles.permissions.charters import SEE_CHARTER, WRITE_CHARTER
from community.circles.views import blueprint
from community.circles.views.comparing import compared
from community.circles.views.frame import inside
from community.circles.views.limits import charters
from community.circles.wording import readers_words
from community.core.errors import Conflict, Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires, see_other


@blueprint.get("/<circle>/charter")
@requires(BELONG, load=queries.seat)
def charter(seat: CircleMember) -> Any:
    """The charter as it is now; for whoever signed an earlier version, what is different from that."""
    actor, newest = current_actor(), queries.newest_charter(seat.circle_id)
    signed = seat.signed_number if newest is not None and 0 < seat.signed_number < newest.number else None
    before = queries.charter_version(actor, seat.circle.public_id, signed) if signed else None
    return inside(
        "circles/charter.html", seat, "charter",
        charter=newest,
        told=parts_of(newest) if newest else [],
        compared=compared(before, newest) if before and newest else None,
        signers=queries.signers(actor, newest) if newest else [],
        may_write=can(actor, WRITE_CHARTER, seat),
        may_sign=newest is not None and seat.signed_number < newest.number,
    )  # fmt: skip


@blueprint.post("/<circle>/charter/signature")
@requires(BELONG, load=queries.seat)
def sign_charter(seat: CircleMember) -> Any:
    """Sign the version that was read, and go on to what it opens."""
    newest = queries.newest_charter(seat.circle_id)
    if newest is None or SignForm().signed != newest.number:
        raise Conflict(
            _l("There is another version of the charter now."),
            what_next=_l("Open the charter again, read it and sign it."),
        )
    actions.sign_charter(current_actor(), seat, newest)
    flash(_("You have signed the charter."), "good")
    return see_other("circles.show", circle=seat.circle.public_id)


@blueprint.get("/<circle>/charter/versions")
@requires(BELONG, load=queries.seat)
def charter_versions(seat: CircleMember) -> Any:
    """What the charter said before, as far back as the reader's time in the circle."""
    versions = queries.charter_versions(current_actor(), seat.circle_id)
    return inside("circles/charter_versions.html", seat, "charter", versions=versions)


@blueprint.get("/<circle>/charter/versions/<int:number>")
@requires(SEE_CHARTER, load=queries.charter_version)
def charter_version(charter: Charter) -> Any:
    """One version: what it changed, and who signed it."""
    actor = current_actor()
    seat = queries.seat(actor, charter.circle.public_id)
    assert seat is not None  # SEE_CHARTER: nobody else sees one
    before = queries.version_before(actor, charter)
    return inside(
        "circles/charter_version.html", seat, "charter",
        charter=charter,
        told=parts_of(charter),
        compared=compared(before, charter) if before else None,
        signers=queries.signers(actor, charter),
    )  # fmt: skip


@blueprint.get("/<circle>/charter/new")
@requires(WRITE_CHARTER, load=queries.seat)
def write_charter(seat: CircleMember) -> Any:
    """The form: the newest version to change, or sentences to begin with."""
    return _form_page(seat, charter_form(queries.newest_charter(seat.circle_id), formdata=None))


@blueprint.post("/<circle>/charter/new")
@requires(WRITE_CHARTER, load=queries.seat)
@charters
def send_charter(seat: CircleMember) -> Any:
    """Publish it: from now on it is what newcomers sign, and what the others sign before the next meeting."""
    form = CharterForm()
    if not form.validate():
        return _form_page(seat, form)
    actions.write_charter(
        current_actor(), seat,
        parts=form.parts,
        review_on=form.review_on.data,
        newcomers_read_all=form.newcomers_read_all.data,
        replaces=form.replaced,
    )  # fmt: skip
    flash(_published(seat), "good")
    return see_other("circles.charter", circle=seat.circle.public_id)


@blueprint.get("/<circle>/charter/review")
@requires(FACILITATE, load=queries.seat)
def charter_review(seat: CircleMember) -> Any:
    """Does it still fit?"""
    return _review_page(seat, ReviewForm(formdata=None))


@blueprint.post("/<circle>/charter/review")
@requires(FACILITATE, load=queries.seat)
def keep_charter(seat: CircleMember) -> Any:
    """It does, until the next time."""
    form = ReviewForm()
    if not form.validate():
        return _review_page(seat, form)
    try:
        actions.keep_charter(current_actor(), seat, review_on=form.review_on.data)
    except Invalid as error:
        form.refuse(error)
        return _review_page(seat, form)
    flash(_("The charter stays as it is."), "good")
    return see_other("circles.charter", circle=seat.circle.public_id)


def _form_page(seat: CircleMember, form: CharterForm) -> Any:
    return inside("circles/write_charter.html", seat, "writing", form=form, who_reads=readers_words())


def _review_page(seat: CircleMember, form: ReviewForm) -> Any:
    newest = queries.newest_charter(seat.circle_id)
    told = parts_of(newest) if newest else []
    return inside("circles/charter_review.html", seat, "review", form=form, told=told)


def _published(seat: CircleMember) -> str:
    """What follows from a version just written: the others sign it too, as far as there are any."""
    if len(queries.members(seat.circle_id)) > 1:
        return _("The charter is there, signed by you. The others are asked to sign it.")
    return _("The charter is there, signed by you. Whoever joins is asked to sign it.")
