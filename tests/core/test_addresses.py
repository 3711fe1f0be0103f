"""Addresses are the same as Flask's, however they are built."""

from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

VALUES: tuple[Any, ...] = (
    "Sxcuc6DdYtIe", "_-aZ09", "zz0zz", "7", 7, "a b", "ü", "a/b", "..", "{0}", "%s", "a&b=c", "", None, True, ["a", "b"],
)  # fmt: skip


def built(build: Any, endpoint: str, **values: Any) -> str:
    try:
        return build(endpoint, **values)
    except (BuildError, TypeError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize("prefix", ["", "/alumni"])
def test_an_address_is_the_same_as_the_routers_whatever_its_values(app, prefix):
    rules = list(app.url_map.iter_rules())
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix}):
        for value in (*VALUES, *VALUES):  # the second time from what is known
            for rule in rules:
                given = {**dict.fromkeys(rule.arguments, value), "after": value}
                assert built(url_for, rule.endpoint, **given) == built(
                    lambda endpoint, **values: Flask.url_for(app, endpoint, **values), rule.endpoint, **given
                ), (rule.endpoint, value)


def test_options_and_the_order_of_values_are_kept(app):
    with app.test_request_context("/"):
        for values in ({"a": "1", "b": "2"}, {"b": "1", "a": "2"}, {"_anchor": "x", "a": "1"}, {"_external": True}):
            assert url_for("home.index", **values) == Flask.url_for(app, "home.index", **values)
        with pytest.raises(BuildError):
            url_for("alumni.profile")
        with pytest.raises(BuildError):
            url_for("no.such")
