"""How often a link to unsubscribe may be used: far more often than people do."""

from flask import request

from community.core.extensions import limiter


def _link() -> str:
    return "link:" + str((request.view_args or {}).get("token", ""))[:400]


# The programs of a few large providers unsubscribe for all their readers, from few places: so the number counts for a link.
off_by_link = limiter.limit("20 per hour", key_func=_link)
off_from_here = limiter.limit("600 per minute")
