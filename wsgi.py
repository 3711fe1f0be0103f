"""The door for any WSGI server."""

import atexit
import gc
import os

from community import create_app
from config import Settings

gc.disable()  # what is loaded here stays: to look for garbage in it again and again takes a sixth of the start
app = create_app(Settings.from_env(os.environ))
gc.freeze()
atexit.register(gc.unfreeze)  # or connections stay open at the end, and SQLite leaves a new database in its log
gc.enable()
