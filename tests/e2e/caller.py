"""A member at a browser without JavaScript, reduced to what HTTP needs; reloads when the server is gone for a moment."""

import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from tests.browser import NAMESPACE, parse

PATIENCE = 60.0


class Caller:
    """`do("/login", "/login", done=…, email=…)`: fill the form of a page and send it, until it is done."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.at = ""

    def get(self, path: str) -> str:
        """The page at a path; asks again while nobody answers."""
        return self._patiently(lambda: self._open(path))

    def do(
        self,
        path: str,
        action: str,
        done: Callable[[str], bool],
        *,
        shown_at: str = "",
        **values: str,
    ) -> str:
        """Open the page and send its form to `action`; when nobody answers, look whether it is done, or do it again."""

        def once() -> str:
            text = self._open(shown_at or path)
            if not done(text):
                form = self._open(path) if shown_at else text
                text = self._open(*self._filled(form, action, values))
            assert done(text), f"{path}: sent, and still not done:\n{words_of(text)}"
            return text

        return self._patiently(once)

    def _patiently(self, work: Callable[[], str]) -> str:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return work()
            except (OSError, urllib.error.URLError, ValueError) as error:
                if isinstance(error, urllib.error.HTTPError):
                    raise AssertionError(f"{error.code} at {error.url}") from error
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _open(self, path: str, values: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(values).encode() if values is not None else None
        request = urllib.request.Request(urllib.parse.urljoin(self.url, path), data, {"Referer": self.url})
        with self._opener.open(request, timeout=20) as answer:
            self.at = urllib.parse.urlsplit(answer.url).path
            return str(answer.read().decode())

    def _filled(self, text: str, action: str, values: dict[str, str]) -> tuple[str, dict[str, str]]:
        for form in parse(text).iter(NAMESPACE + "form"):
            target = form.get("action") or self.at
            if form.get("method") == "post" and target.endswith(action):
                return target, {**_standing_in(form), **values}
        raise AssertionError(f"{self.at} has no form to {action}:\n{words_of(text)}")


def _standing_in(form: Any) -> dict[str, str]:
    """What a form holds as it stands: hidden fields, what is chosen, empty lines."""
    found = {}
    for one in form.iter(NAMESPACE + "input"):
        chosen = one.get("type") not in {"radio", "checkbox", "submit"} or one.get("checked") is not None
        if one.get("name") and chosen:
            found[one.get("name")] = one.get("value") or ""
    return found


def words_of(text: str) -> str:
    """The words of a page."""
    return " ".join(" ".join(parse(text).itertext()).split())
