"""What several tests of calendars need: the application behind a real socket."""

from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask import Flask


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Nothing into the output of the tests."""


@pytest.fixture
def served(fresh_app: Flask) -> Iterator[str]:
    """The application behind a real socket, with real commits: its address."""
    server = make_server("127.0.0.1", 0, fresh_app, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
