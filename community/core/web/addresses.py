"""Addresses of our pages. A page has dozens of links whose values are public ids, and the router takes its time for each: here
every kind of address is built by it once, and the ids are put in."""

import re
from typing import Any

from flask import Flask, has_request_context, request

# What public ids and names of views are made of: it reads the same in an address.
_plain = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_MARK = "zz{}zz"


class Addressed(Flask):
    """A Flask application that remembers how its addresses are built: as many as there are endpoints and names of values."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known_addresses: dict[tuple[str, ...], str] = {}

    def url_for(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint; the same as Flask's, and its errors. A value that is None is left out."""
        if not has_request_context() or endpoint.startswith("."):
            return super().url_for(endpoint, **values)
        for name, value in values.items():
            if value is None:
                return self.url_for(endpoint, **{name: value for name, value in values.items() if value is not None})
            if type(value) is not str or not _plain(value) or name.startswith("_"):
                return super().url_for(endpoint, **values)
        known, kind = self._known_addresses, (request.script_root, endpoint, *values)
        if kind not in known:
            try:
                known[kind] = self._pattern(endpoint, [*values])
            except ValueError:  # a number is wanted
                return super().url_for(endpoint, **values)
        return known[kind].format(*values.values())

    def _pattern(self, endpoint: str, names: list[str]) -> str:
        """The address with a place for each value."""
        marks: dict[str, Any] = {name: _MARK.format(number) for number, name in enumerate(names)}
        pattern = super().url_for(endpoint, **marks).replace("{", "{{").replace("}", "}}")
        for number, mark in enumerate(marks.values()):
            pattern = pattern.replace(mark, f"{{{number}}}")
        return pattern
