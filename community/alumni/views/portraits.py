"""Portraits: served to whoever may see them, and changed by their owner."""

from flask import flash, request
from werkzeug.wrappers import Response

from community.alumni import actions, queries
from community.alumni.forms.choices import PortraitForm
from community.alumni.models import Profile
from community.alumni.permissions import EDIT_PROFILE, SEE_PROFILE, may_read
from community.alumni.queries import Visit
from community.alumni.views import blueprint
from community.core import files
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.web.access import requires
from community.core.web.responses import current_actor, page, see_other


@blueprint.get("/members/<person>/portrait")
@requires(SEE_PROFILE, load=queries.visit)
def portrait(visit: Visit) -> Response:
    """The picture itself, for the reader's browser alone to keep."""
    if not visit.person.portrait or not may_read(visit.reader, visit.profile, "portrait", visit.related):
        raise Missing
    return files.send_picture(
        visit.person.portrait,
        min(files.SIZES) if request.args.get("size") == "small" else max(files.SIZES),
    )


@blueprint.route("/members/edit/portrait", methods=["GET", "POST"])
@requires(EDIT_PROFILE, load=queries.own)
def edit_portrait(profile: Profile) -> Response | tuple[str, int]:
    """Put a portrait, or another one."""
    form = PortraitForm(data={"alt": profile.portrait_alt, "who": str(profile.audience_of("portrait"))})
    if form.validate_on_submit():
        try:
            actions.set_portrait(
                current_actor(),
                form.picture.data.stream,
                alt=form.alt.data or "",
                audience=form.who.data,
            )
        except Invalid as refusal:
            refusal.field = "picture"
            form.refuse(refusal)
        else:
            flash(_("Your portrait is there."), "good")
            return see_other("alumni.edit")
    return page("alumni/portrait.html", form=form)


@blueprint.post("/members/edit/portrait/removal")
@requires(EDIT_PROFILE, load=queries.own)
def take_portrait_away(profile: Profile) -> Response:
    """Two letters instead of a face again."""
    actions.remove_portrait(current_actor())
    flash(_("Your portrait is gone."), "good")
    return see_other("alumni.edit_portrait")
