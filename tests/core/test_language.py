"""Words: translated when they are shown, and never markup because of what was put into them."""

import pytest
from flask_babel import force_locale, get_locale
from markupsafe import Markup, escape

from community.core import registry
from community.core.language import _l, gettext, lazy_ngettext, locale_now, translated
from community.core.web import navigation

NAME = "<b>Ana</b> 100%"


@pytest.fixture
def jinja(whole_app):
    with whole_app.test_request_context():
        yield whole_app.jinja_env


@pytest.mark.parametrize(
    "words",
    [_l("Hello, %(name)s", name=NAME), lazy_ngettext("%(num)s for %(name)s", "%(num)s for %(name)s", 2, name=NAME)],
)
def test_a_name_in_a_later_sentence_is_no_markup(jinja, words):
    assert "<b>" not in escape(words)
    drawn = jinja.from_string("{{ words }} {{ [words]|join(' · ') }} {{ '<i>' ~ words }}").render(words=words)
    assert "<b>" not in drawn and "<i>" not in drawn and "&lt;b&gt;Ana" in drawn


def test_a_name_in_a_sentence_of_a_page_is_no_markup(jinja):
    drawn = jinja.from_string("{{ _('Hello, %(name)s', name=name) }} {{ _('100%% of it') }}").render(name=NAME)
    assert drawn == "Hello, &lt;b&gt;Ana&lt;/b&gt; 100% 100% of it"


def test_a_name_in_a_plain_text_stays_as_it_is(jinja):
    text = "{% autoescape false %}{{ _('Hello, %(name)s', name=name) }}{% endautoescape %}"
    assert jinja.from_string(text).render(name=NAME) == "Hello, <b>Ana</b> 100%"


def test_markup_in_a_sentence_of_a_page_stays_markup(jinja):
    drawn = jinja.from_string("{{ _('See %(link)s', link=link) }}").render(link=Markup("<a>it</a>"))
    assert drawn == "See <a>it</a>"


def test_a_sentence_is_looked_up_once_for_each_language(whole_app, monkeypatch):
    class Found:
        def __init__(self):
            self.asked = []

        def ugettext(self, string):
            self.asked.append(string)
            return string

    found = Found()
    monkeypatch.setattr("community.core.language.get_translations", lambda: found)
    translated.cache_clear()
    with whole_app.test_request_context():
        for language in ("en", "de", "en", "de"):
            with force_locale(language):
                assert gettext("Sentence of this test") == "Sentence of this test"
    translated.cache_clear()
    assert found.asked == ["Sentence of this test"] * 2


def test_the_links_of_the_navigation_are_said_in_each_language(whole_app, monkeypatch):
    class Found:
        def ugettext(self, string):
            return f"{get_locale()}:{string}"

    monkeypatch.setattr("community.core.language.get_translations", Found)
    translated.cache_clear()
    face = navigation.drawer(whole_app.jinja_env.globals["drawn_icon"])
    with whole_app.test_request_context():
        for language in ("en", "de", "en"):
            with force_locale(language):
                drawn = [face(item, locale_now()) for item, _ in registry.of_app().navigation]
                assert len(drawn) > 9 and all(f">{language}:" in one for one in drawn)
    translated.cache_clear()
