"""The door for any WSGI server."""

import gc
import os

from community import create_app
from config import Settings

gc.disable()  # what is loaded here stays: to look for garbage in it again and again takes a sixth of the start
app = create_app(Settings.from_env(os.environ))
gc.freeze()
gc.enable()
