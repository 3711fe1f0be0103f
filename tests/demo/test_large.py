"""The large demo community for measuring: inserted in bulk, in the words of each database."""

import pytest
from sqlalchemy import select

from bench import filling
from community import create_app
from community.accounts.models import Person
from community.core.extensions import db
from tests.apps import build_tables, settings_for
from tests.browser import Browser


def test_a_large_one_is_found_in_the_directory(tmp_path, postbox):
    app = create_app(settings_for(tmp_path, postbox, demo=True, second_factor_for_staff=False))
    build_tables(app)
    assert app.test_cli_runner().invoke(args=["demo", "--members", "300"]).exit_code == 0
    with app.app_context():
        reader = db.session.execute(select(Person).where(Person.standing == "active").limit(1)).scalar_one()
        browser = Browser.of(app, reader)
        db.session.rollback()
        assert "Róża" in browser.page("/members?q=roza").words
        db.session.remove()
        db.engine.dispose()


def test_measuring_fills_a_community_only_that_nobody_lives_in(world, make):
    make.milestone(world.ana)
    with pytest.raises(SystemExit, match="make bench"):
        filling.fill()
