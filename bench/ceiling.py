"""The ceiling: a bare Flask view that loads the user through Flask-Login and runs one query of 20 rows."""

from flask import Flask
from flask_login import LoginManager, UserMixin, login_required
from sqlalchemy import create_engine, text
from sqlalchemy.pool import QueuePool

from community.core.database import engine_options, obey_rules

PAGE = """<!doctype html><html lang="en"><head><title>People</title></head><body><h1>People</h1><ul>
{% for row in rows %}<li><article><h2><a href="/members/{{ row.public_id }}">{{ row.name }}</a></h2>
<p>{{ row.email }} · {{ row.time_zone }} · {{ row.language }}</p>
<p>{{ filler }}</p></article></li>{% endfor %}</ul></body></html>"""
FILLER = "Twenty cards of a usual size make a page of about eighteen kilobytes. " * 10


class User(UserMixin):
    """Just enough of a user."""

    def __init__(self, row) -> None:
        self.row = row
        self.id = row.fs_uniquifier


def create(database_url: str, secret_key: str) -> Flask:
    """The bare application on the same database."""
    app = Flask("ceiling")
    app.secret_key = secret_key
    options = engine_options(database_url)
    engine = create_engine(database_url, poolclass=QueuePool, **options)
    obey_rules(engine)
    login = LoginManager(app)
    page = app.jinja_env.from_string(PAGE)

    @login.user_loader
    def load(key: str):
        with engine.connect() as connection:
            row = connection.execute(text("SELECT * FROM people WHERE fs_uniquifier = :key"), {"key": key}).first()
            return User(row) if row else None

    @app.get("/")
    @login_required
    def people():
        with engine.connect() as connection:
            rows = connection.execute(
                text("SELECT public_id, name, email, time_zone, language FROM people ORDER BY id DESC LIMIT 20")
            ).all()
        return page.render(rows=rows, filler=FILLER)

    return app
