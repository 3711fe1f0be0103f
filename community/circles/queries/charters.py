"""The versions of a circle's charter, and who signed them."""

from sqlalchemy import select

from community.circles.models import Charter
from community.core.extensions import db


def newest_charter(circle_id: int) -> Charter | None:
    """The newest version; None while nobody has written one."""
    found = select(Charter).where(Charter.circle_id == circle_id).order_by(Charter.number.desc()).limit(1)
    return db.session.scalar(found)
