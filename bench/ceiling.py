"""The ceiling: the same kind of page as one writes it with Flask alone, on the same database.

Flask-Login loads the reader by their key, one joined query reads twenty people, Jinja draws some 18 kB of cards. No visibility,
no languages, no navigation, no security headers: what those cost is what our pages are compared for.
"""

from flask import Flask, render_template
from flask_login import LoginManager, login_required
from sqlalchemy import select

from community.accounts.models import Person
from community.alumni.models import Profile
from community.core.database import engine_options
from community.core.extensions import db


def create(database_url: str, secret_key: str) -> Flask:
    """The bare application."""
    app = Flask("bench.ceiling", template_folder="templates")
    app.config.update(
        SECRET_KEY=secret_key,
        SQLALCHEMY_DATABASE_URI=database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(database_url),
    )
    db.init_app(app)
    login = LoginManager(app)

    @login.user_loader
    def load(key: str) -> Person | None:
        return db.session.get(Person, int(key))

    @app.get("/")
    @login_required
    def people() -> str:
        found = select(
            Person.public_id, Person.name, Person.pronouns, Profile.headline, Profile.about, Profile.place,
            Profile.work_role, Profile.work_organisation, Profile.offers,
        ).join(Profile, Profile.person_id == Person.id)  # fmt: skip
        rows = db.session.execute(found.order_by(Person.id.desc()).limit(20)).all()
        return render_template("people.html", people=rows)

    return app
