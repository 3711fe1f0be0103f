"""What is done with circles: one module for each resource."""

from community.circles.actions.charters import sign_charter, write_charter
from community.circles.actions.leaving import leave, leave_everything, remove
from community.circles.actions.starting import start

__all__ = ["leave", "leave_everything", "remove", "sign_charter", "start", "write_charter"]
