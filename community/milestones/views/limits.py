"""How often one may look something up by typed words."""

from flask import request

from community.core.extensions import limiter
from community.core.web import current_actor

# One allowance for everything of the room that searches.
searches = limiter.shared_limit(
    "60 per minute",
    scope="milestones.searches",
    key_func=lambda: f"person:{current_actor().id}",
    exempt_when=lambda: not request.args.get("q"),
)
