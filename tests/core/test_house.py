"""The house itself: it refuses what is undeclared, and what holds for every request."""

import dataclasses

import pytest
from flask import Blueprint

from community import create_app
from community.core.feature import Feature, Undeclared
from config import Settings, UnsafeSettings

loose = Blueprint("loose", __name__)


@loose.get("/loose")
def forgotten():
    return "nobody said who may see this"


def test_a_route_without_access_keeps_the_app_from_starting(whole_app):
    settings = whole_app.extensions["settings"]
    features = (*whole_app.extensions["registry"].features, Feature("loose", blueprints=(f"{__name__}:loose",)))
    with pytest.raises(Undeclared, match=r"loose\.forgotten"):
        create_app(settings, features)


def test_a_stale_line_in_the_library_table_keeps_the_app_from_starting(whole_app):
    settings = whole_app.extensions["settings"]
    features = (*whole_app.extensions["registry"].features, Feature("x", library_access={"gone": "public"}))
    with pytest.raises(Undeclared, match="gone"):
        create_app(settings, features)


SAFE = {
    "ENV": "production",
    "SECRET_KEY": "k" * 40,
    "ENCRYPTION_KEYS": "A" * 43 + "=",
    "BASE_URL": "https://alumni.example.org",
    "MAIL_SERVER": "mail.example.org",
}


def test_safe_settings_start(tmp_path):
    settings = Settings.from_env({**SAFE, "INSTANCE": str(tmp_path)})
    assert settings.production and settings.second_factor_for_staff


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY_FALLBACKS"),
        ({"ENCRYPTION_KEYS": ""}, "ENCRYPTION_KEYS"),
        ({"ENCRYPTION_KEYS": "abc"}, "ENCRYPTION_KEYS"),
        ({"BASE_URL": "http://alumni.example.org"}, "BASE_URL"),
        ({"MAIL_SERVER": ""}, "MAIL_SERVER"),
        ({"DEMO": "1"}, "DEMO"),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE"),
        ({"PORT": "eight"}, "PORT"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"OPEN_REGISTRATION": "perhaps"}, "OPEN_REGISTRATION"),
    ],
)
def test_unsafe_settings_are_refused_by_name(tmp_path, change, named):
    with pytest.raises(UnsafeSettings, match=named):
        Settings.from_env({**SAFE, "INSTANCE": str(tmp_path), **change})


def test_secrets_do_not_appear_when_settings_are_printed(tmp_path):
    settings = Settings.from_env({**SAFE, "INSTANCE": str(tmp_path), "MAIL_PASSWORD": "hunter22"})
    assert "k" * 40 not in repr(settings) and "hunter22" not in repr(settings)
    assert dataclasses.asdict(settings)["mail_password"] == "hunter22"


def test_development_makes_its_secrets_once(tmp_path):
    first = Settings.from_env({"INSTANCE": str(tmp_path)})
    again = Settings.from_env({"INSTANCE": str(tmp_path)})
    assert first.secret_key == again.secret_key and first.encryption_keys == again.encryption_keys
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_every_page_carries_the_security_headers(browse):
    headers = browse().get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "'nonce-" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_changes_nothing(browse, world):
    browser = browse(world.ana)
    response = browser.post("/theme", data={"theme": "dark"}, csrf=False)
    assert response.status_code == 400 and "theme=" not in response.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "next_", ["//evil.example", "https://evil.example", "/\\evil.example", "/ok\n//evil", "javascript:alert(1)", ""]
)
def test_a_redirect_never_leaves_the_site(browse, next_):
    response = browse().post("/theme", data={"theme": "dark", "next": next_})
    assert response.status_code == 303 and response.location == "/"


def test_a_redirect_goes_back_where_it_came_from(browse):
    assert browse().post("/theme", data={"theme": "dark", "next": "/members?words=a"}).location == "/members?words=a"


@pytest.mark.parametrize("path", ["/nothing/here", "/members/doesnotexist1", "/%00", "/members/%ff"])
def test_an_unknown_address_is_a_page_that_says_what_to_do(browse, world, path):
    page = browse(world.ana).page(path, status=404)
    assert "Start again" in page.words or "home" in page.words.lower()


def test_a_production_site_answers_to_its_own_name_alone(whole_app):
    settings = dataclasses.replace(
        whole_app.extensions["settings"], production=True, base_url="https://alumni.example.org"
    )
    client = create_app(settings).test_client()
    assert client.get("/healthz", base_url="https://alumni.example.org").status_code == 200
    assert client.get("/healthz", base_url="https://evil.example").status_code == 400
