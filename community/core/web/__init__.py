"""The web's side of core: who acts, how to answer, who may, what every page carries."""

from community.core.web.access import public, requires, signed_in
from community.core.web.responses import current_actor, page, safe_next, see_other

__all__ = ["current_actor", "page", "public", "requires", "safe_next", "see_other", "signed_in"]
