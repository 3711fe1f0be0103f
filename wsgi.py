"""The door for any WSGI server."""

import os

from community import create_app
from config import Settings

app = create_app(Settings.from_env(os.environ))
