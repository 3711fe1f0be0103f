"""A test client that looks at every page it fetches, as a careful reviewer would.

Each request gets a fresh application context (Flask-Login freezes the user of a shared one) and a
valid CSRF token, unless `csrf=False`.
"""

import re
import time
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from flask import Flask, template_rendered
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse
from wtforms import HiddenField

from community.core.extensions import db

RAW_TOKEN = "a" * 40
NAMESPACE = "{http://www.w3.org/1999/xhtml}"
LABELLED_BY_THEMSELVES = {"hidden", "submit", "button", "image", "reset"}


class Written:
    """How many statements that may have changed a row this process has sent: where none was, no row has to be read again."""

    def __init__(self) -> None:
        self.number = 0

    def listen(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(READING):
            self.number += 1


READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK TO", "BEGIN", "PRAGMA")
WRITTEN = Written()
event.listen(Engine, "before_cursor_execute", WRITTEN.listen)


class Page:
    """A page that was fetched: `page.text`, `page.find_all("a")`, `page.words`."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path
        self.status = response.status_code
        self.text = response.get_data(as_text=True)

    @cached_property
    def tree(self) -> Any:
        """The parsed page; None where it is none."""
        return parse(self.text) if self.response.mimetype == "text/html" else None

    def find_all(self, tag: str) -> list[Any]:
        assert self.tree is not None, f"{self.path} is not an HTML page"
        return list(self.tree.iter(NAMESPACE + tag))

    @property
    def words(self) -> str:
        """The text of the page as a reader sees it, blanks collapsed."""
        assert self.tree is not None, f"{self.path} is not an HTML page"
        return " ".join(" ".join(self.tree.itertext()).split())

    @property
    def links(self) -> list[str]:
        return [a.get("href") for a in self.find_all("a") if a.get("href")]

    @property
    def forms(self) -> list[tuple[str, str]]:
        """(method, path) of every form."""
        return [
            (form.get("method", "get").lower(), urljoin(self.path, form.get("action") or self.path))
            for form in self.find_all("form")
        ]


@lru_cache(maxsize=256)
def parse(html: str) -> Any:
    """Parse strictly: the first error of HTML5 is an error of the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True)
    try:
        return parser.parse(html)
    except html5lib.html5parser.ParseError as error:
        (line, column), code, details = parser.errors[-1]
        snippet = html.splitlines()[max(0, line - 2) : line + 1]
        raise AssertionError(
            f"not valid HTML5: {code} {details} in line {line}:{column}\n" + "\n".join(snippet)
        ) from error


class Browser(FlaskClient):
    """Fetches pages and demands that each be well made. Make one with `browse(person)`."""

    checks = True

    @classmethod
    def of(cls, app: Flask, person: Any = None, *, checks: bool = True) -> "Browser":
        app.test_client_class = cls
        browser = app.test_client()
        browser.checks = checks
        session: dict[str, Any] = {"csrf_token": RAW_TOKEN}
        if person is not None:
            session |= {"_user_id": person.fs_uniquifier, "_fresh": True, "fs_paa": time.time(), "fs_cc": "set"}
        browser._put_session(session)
        return browser

    def open(self, *args: Any, csrf: bool = True, **options: Any) -> TestResponse:
        db.session.flush()
        headers = dict(options.pop("headers", None) or {})
        if csrf and options.get("method", "GET") not in {"GET", "HEAD"}:
            headers.setdefault("X-CSRFToken", self._token())
            self._keep_token()
        forms: list[Any] = []
        before = WRITTEN.number
        with self.application.app_context(), template_rendered.connected_to(remember_form(forms), self.application):
            response = super().open(*args, headers=headers, **options)
        if WRITTEN.number > before:
            db.session.expire_all()
        if self.checks and response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            check(self.application, Page(response, response.request.path), forms)
        return response

    def page(self, path: str, status: int = 200, **options: Any) -> Page:
        """GET a page and demand its status."""
        response = self.get(path, **options)
        assert response.status_code == status, (
            f"GET {path}: {response.status} {response.location or ''}\n{_gist(response)}"
        )
        return Page(response, path)

    def send(self, path: str, data: Any = None, status: int = 303, **options: Any) -> Page:
        """POST a form and demand the status of the answer (303: it was done)."""
        response = self.post(path, data=data or {}, **options)
        assert response.status_code == status, f"POST {path}: {response.status}\n{_gist(response)}"
        return Page(response, path)

    def follow(self, page: Page) -> Page:
        """Go where a 303 leads."""
        return self.page(page.response.location)

    def _keep_token(self) -> None:
        # Signing in and out begins a new session, with a token of its own; ours stays the same.
        cookie = self.get_cookie(self.application.config["SESSION_COOKIE_NAME"])
        session = self._signer().loads(cookie.value) if cookie else {}
        if session.get("csrf_token") != RAW_TOKEN:
            self._put_session({**session, "csrf_token": RAW_TOKEN})

    def _put_session(self, session: dict[str, Any]) -> None:
        # What session_transaction() does, without a request of its own: that cost a tenth of many tests.
        self.set_cookie(self.application.config["SESSION_COOKIE_NAME"], self._signer().dumps(session), httponly=True)

    def _signer(self) -> Any:
        return SecureCookieSessionInterface().get_signing_serializer(self.application)

    def _token(self) -> str:
        serializer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return str(serializer.dumps(RAW_TOKEN))


def _gist(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:500]
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.get_data(as_text=True), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())[:1500]


def remember_form(forms: list[Any]) -> Any:
    """A listener that keeps the form each page is rendered with."""

    def keep(sender: Flask, context: dict[str, Any], **rest: Any) -> None:
        forms.append(context.get("form"))

    return keep


def check(app: Flask, page: Page, forms: Sequence[Any] = ()) -> None:
    """What every page owes its readers."""
    where = f"{page.path}: "
    headings = page.find_all("h1")
    assert len(headings) == 1, where + f"needs exactly one h1, has {len(headings)}"
    titles = page.find_all("title")
    assert titles and (titles[0].text or "").strip(), where + "needs a title"
    _check_ids(page, where)
    _check_labels(page, where)
    _check_forms(page, where)
    _check_hidden_fields(page, forms, where)
    _check_policy(page, where)
    for link in page.links:
        _check_link(app, page, link)


def _check_ids(page: Page, where: str) -> None:
    ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
    twice = {one for one in ids if ids.count(one) > 1}
    assert not twice, where + f"ids used twice: {sorted(twice)}"
    for element in page.tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(attribute) or "").split():
                assert target in ids, where + f"{attribute}={target!r} points nowhere"


def _check_labels(page: Page, where: str) -> None:
    labelled = {label.get("for") for label in page.find_all("label")}
    inside = {child for label in page.find_all("label") for child in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in page.find_all(tag):
            if field.get("type") in LABELLED_BY_THEMSELVES or field in inside:
                continue
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named, where + f"<{tag} name={field.get('name')!r}> has no label"


def _check_forms(page: Page, where: str) -> None:
    for form in page.find_all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        names = {field.get("name") for field in form.iter(NAMESPACE + "input")}
        assert "csrf_token" in names, where + f"the form to {form.get('action')!r} has no csrf_token"


def _check_hidden_fields(page: Page, forms: Sequence[Any], where: str) -> None:
    """What nobody sees nobody misses: but without it the form cannot say what it should."""
    names = {field.get("name") for field in page.find_all("input")}
    if not any("form" in (form.get("class") or "").split() for form in page.find_all("form")):
        return  # there is nothing to say at the moment
    for form in forms:
        fields = [field for field in form or () if isinstance(field, HiddenField) and field.name != "csrf_token"]
        missing = {field.name for field in fields if field.data} - names
        assert not missing, where + f"the hidden field {sorted(missing)} of the form is nowhere on the page"


def _check_policy(page: Page, where: str) -> None:
    for script in page.find_all("script"):
        assert script.get("nonce") or script.get("type") == "application/json", where + "a script without nonce"
        assert script.get("src") or script.get("type") == "application/json", where + "a script inside the page"
    assert not page.find_all("style"), where + "a style element inside the page"
    for element in page.tree.iter():
        for attribute in element.attrib:
            assert attribute != "style", where + f"a style attribute on {element.tag}"
            assert not str(attribute).startswith("on"), where + f"{attribute} on {element.tag}"


def _check_link(app: Flask, page: Page, link: str) -> None:
    if link.startswith("#"):
        assert any(element.get("id") == link[1:] for element in page.tree.iter()), f"{page.path}: {link} points nowhere"
        return
    parts = urlsplit(urljoin("http://localhost" + page.path, link))
    if parts.netloc != "localhost" or parts.scheme not in {"http", "https"}:
        return
    adapter = app.url_map.bind("localhost")
    try:
        adapter.match(parts.path, method="GET")
    except RequestRedirect:
        return
    except HTTPException as error:
        raise AssertionError(f"{page.path}: the link {link!r} leads nowhere ({error})") from error
