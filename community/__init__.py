"""An alumni community and peer-mentoring platform. Exports create_app, nothing else."""

from community.app import create_app

__all__ = ["create_app"]
