"""Assembles the application: settings → extensions → features → error pages → commands → checks."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flask_bootstrap
from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import import_string

from community import cli, demo
from community.core import database, outbox
from community.core.extensions import babel, csrf, db, limiter, mail, migrate
from community.core.feature import Feature
from community.core.mail import inbox
from community.core.registry import Registry
from community.core.web import (
    access,
    assets,
    bodies,
    bounces,
    context,
    error_pages,
    filters,
    headers,
    navigation,
    status,
    templates,
    theme,
)
from community.core.web.addresses import Addressed
from community.demo.guard import refuse_demo_accounts
from community.features import FEATURES
from config import Settings

ROOT = Path(__file__).parent.parent
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DAY = 24 * 3600

# The access of routes that come with libraries; every other route declares its own.
LIBRARY_ACCESS = {"static": "public", "bootstrap.static": "public"}

# What features say on each other's pages.
PANELS_AND_REASONS = (
    "profile_panels",
    "home_panels",
    "asking_panels",
    "reasons",
    "happenings",
    "shared_past",
    "anniversaries",
    "requests_received",
    "field_readers",
    "field_values",
    "under_way",
    "opened",
    "calendar_entries",
    "letter",
)


class Community(Addressed):
    """A Flask application whose every request is one transaction, committed in one place."""

    jinja_environment = templates.Templates

    def full_dispatch_request(self) -> Any:
        """Say beforehand whether this request may write: the sign-in is loaded before the view runs."""
        token = database.writing.set(request.method not in SAFE_METHODS)
        try:
            return super().full_dispatch_request()
        finally:
            database.writing.reset(token)

    def dispatch_request(self) -> ResponseReturnValue:
        """A returned response commits; a raised exception rolls back."""
        with database.transaction(write=database.writing.get()):
            return super().dispatch_request()


def create_app(settings: Settings, features: Sequence[Feature] | None = None) -> Community:
    """The application for `settings`; refuses to start (Undeclared) when something says not what it is."""
    if features is None:
        features = (*FEATURES, demo.feature, *([demo.mail_pages] if settings.demo else []))
    app = Community(
        "community",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static",
        instance_path=str(settings.instance),
    )
    configure(app, settings)
    headers.init_app(app)  # first: the pages of refused requests need their nonce too
    bodies.init_app(app)  # and each body its limit, before anything reads it
    bind_extensions(app, settings)
    register_features(app, features)
    for part in (context, templates, filters, error_pages, assets, navigation, outbox):
        part.init_app(app)
    for blueprint in (theme.blueprint, status.blueprint, bounces.blueprint):
        app.register_blueprint(blueprint)
    cli.init_app(app)
    access.check_every_route(app, app.extensions["registry"].library_access)
    if settings.production:
        refuse_demo_accounts(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Translate our settings into what Flask and its extensions read."""
    app.testing = settings.testing
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + 64 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        TRUSTED_HOSTS=trusted_hosts(settings),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=60 * DAY,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        BABEL_DEFAULT_LOCALE=settings.languages[0],
        BABEL_DEFAULT_TIMEZONE=settings.time_zone,
        BOOTSTRAP_SERVE_LOCAL=True,
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_USERNAME=settings.mail_username or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_USE_TLS=settings.mail_use_tls,
        MAIL_USE_SSL=settings.mail_use_ssl,
        MAIL_DEFAULT_SENDER=(settings.community_name, settings.mail_sender),
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_STORAGE_URI=settings.queue_url if settings.queue_url.startswith("redis") else "memory://",
        RATELIMIT_HEADERS_ENABLED=False,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if settings.behind_proxies:
        hops = settings.behind_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def trusted_hosts(settings: Settings) -> list[str] | None:
    """The names by which a production site may be asked for; health checks come from the machine itself."""
    return [urlsplit(settings.base_url).hostname or "", "localhost", "127.0.0.1"] if settings.production else None


def bind_extensions(app: Flask, settings: Settings) -> None:
    """Give each extension the application; in development and tests, refuse lazy loading."""
    db.init_app(app)
    with app.app_context():
        database.obey_rules(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=settings.on_sqlite)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=context.locale_of_reader, timezone_selector=context.zone_of_reader)
    limiter.init_app(app)
    mail.init_app(app)
    flask_bootstrap.Bootstrap5().init_app(app)
    if not settings.production:
        database.refuse_lazy_loading()


def register_features(app: Flask, features: Sequence[Feature]) -> None:
    """Import what the manifests name and add it all up in the registry."""
    registry = Registry(features=tuple(features), library_access=dict(LIBRARY_ACCESS))
    app.extensions["registry"] = registry
    for feature in features:
        _register(app, registry, feature)
    registry.navigation.sort(key=lambda entry: entry[0].order)
    inbox.check_topics(registry)
    with app.app_context():
        for feature in features:
            for where in feature.setup:
                import_string(where)(app)


def _register(app: Flask, registry: Registry, feature: Feature) -> None:
    for module in feature.models:
        import_module(module)
    for where in feature.blueprints:
        app.register_blueprint(import_string(where))
    for event, where in feature.subscribers:
        registry.subscribers.setdefault(event, []).append((where, import_string(where)))
    for job in feature.jobs:
        registry.jobs[job.name] = (job, import_string(job.run))
    registry.mails.update({kind: import_string(where) for kind, where in feature.mails.items()})
    for topic in feature.topics:
        registry.topics.update(dict.fromkeys(topic.mails, topic))
    if feature.inbox:
        registry.inbox = import_string(feature.inbox)
    registry.groups.update({group: import_string(where) for group, where in feature.groups.items()})
    registry.named_groups.update({kind: import_string(where) for kind, where in feature.named_groups.items()})
    registry.search.update({kind: import_string(where) for kind, where in feature.search.items()})
    for name in ("permissions", "relations", "joining", "gates", *PANELS_AND_REASONS):
        getattr(registry, name).extend(import_string(where) for where in getattr(feature, name))
    for item in feature.navigation:
        registry.navigation.append((item, import_string(item.badge) if item.badge else None))
    for where in feature.commands:
        app.cli.add_command(import_string(where))
    registry.library_access.update(feature.library_access)
