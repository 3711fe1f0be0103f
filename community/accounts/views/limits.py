"""How often the doors may be tried. Only what failed is counted, so that nobody is locked out by coming often."""

from typing import Any

from flask import request, session
from flask_limiter.util import get_remote_address

from community.core.extensions import limiter
from community.core.text import clean_line


def _failed(response: Any) -> bool:
    return bool(response.status_code == 422)


def _address() -> str:
    return "address:" + clean_line(request.form.get("email", "")).lower()[:254]


def _address_here() -> str:
    return f"{get_remote_address()}:{_address()}"


def _halfway() -> str:
    state = session.get("halfway") or {}
    return "halfway:" + str(state.get("key", get_remote_address()))


def _signed_in() -> str:
    return "person:" + str(session.get("_user_id", get_remote_address()))


def _link() -> str:
    return "link:" + str((request.view_args or {}).get("token", ""))[:80]


# Ten wrong passwords in a quarter of an hour for one address from one place, a hundred an hour from one place.
wrong_password = limiter.limit("10 per 15 minutes", key_func=_address_here, deduct_when=_failed)
wrong_password_anywhere = limiter.limit("50 per hour", key_func=_address, deduct_when=_failed)
wrong_from_here = limiter.limit("100 per hour", deduct_when=_failed)
# A code has a million values: five tries in five minutes leave no hope.
wrong_code = limiter.limit("5 per 5 minutes; 20 per hour", key_func=_halfway, deduct_when=_failed)
wrong_when_signed_in = limiter.limit("10 per 15 minutes", key_func=_signed_in, deduct_when=_failed)
# Mail to an address that may not be the visitor's.
mail_to_address = limiter.limit("3 per 15 minutes; 10 per day", key_func=_address)
mail_from_here = limiter.limit("30 per hour")
mail_from_link = limiter.limit("3 per hour; 6 per day", key_func=_link)
mail_when_signed_in = limiter.limit("5 per hour; 10 per day", key_func=_signed_in)
