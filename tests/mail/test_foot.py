"""The foot and the head of every mail: how its reader can have it otherwise; and that it can be read, in the light and in the dark."""

import re
from html import unescape
from pathlib import Path

import pytest
from werkzeug.routing import RequestRedirect

from community.core import tokens
from community.core.feature import Urgency
from community.core.mail.inbox import topic_of
from community.notifications.links import PURPOSE
from tests.mail.test_snapshots import part

LAYOUT = Path(__file__).parents[2] / "templates" / "mail" / "_layout.html"
ADDRESS = re.compile(r"<(http://localhost/notifications/off/([\w.-]+))>")


@pytest.fixture
def choosable(letters):
    """Kind → mail, of all that people can choose about."""
    return {kind: mail for kind, mail in letters.items() if topic_of(kind).urgency != Urgency.ACCOUNT}


def test_every_mail_that_can_be_chosen_about_says_so_to_programs(choosable):
    assert len(choosable) > 40
    for kind, mail in choosable.items():
        written = dict(mail.raw_items())
        assert ADDRESS.fullmatch(written["List-Unsubscribe"]), (
            f"{kind}: one address in angle brackets, and nothing else"
        )
        assert written["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", kind
        assert len(mail.get_all("List-Unsubscribe")) == len(mail.get_all("List-Unsubscribe-Post")) == 1, kind


def test_its_link_is_about_its_own_topic_and_for_whoever_got_it(choosable):
    for kind, mail in choosable.items():
        token = ADDRESS.fullmatch(mail["List-Unsubscribe"])[2]
        _person_id, address, topic = tokens.read(PURPOSE, token, max_age=None)
        assert topic == topic_of(kind).name, kind
        assert tokens.is_mark_of(address, mail["To"].addresses[0].addr_spec), kind


def test_the_foot_says_the_same_in_both_parts(choosable):
    for kind, mail in choosable.items():
        off = ADDRESS.fullmatch(mail["List-Unsubscribe"])[1]
        text, html = part(mail, "plain"), unescape(part(mail, "html"))
        foot = text.partition("\n-- \n")[2].strip().splitlines()
        assert len(foot) == 3, f"{kind}: why, no more, choose"
        assert len(foot[0]) > 20 and foot[0] in html, kind
        no_more = "No more letters" if kind == "notifications.letter" else "No more mails of this kind"
        assert foot[1] == f"{no_more}: {off}", kind
        assert foot[2] == "Choose what we write about: http://localhost/settings/mail", kind
        assert f'<a href="{off}">{no_more}</a>' in html, kind
        assert '<a href="http://localhost/settings/mail">Choose what we write about</a>' in html, kind


def test_mails_about_an_account_offer_no_choice(letters, choosable):
    for kind in letters.keys() - choosable.keys():
        assert letters[kind]["List-Unsubscribe"] is None and letters[kind]["List-Unsubscribe-Post"] is None, kind
        assert "No more mails of this kind" not in part(letters[kind], "plain"), kind


def test_no_message_leads_on_the_site_to_a_link_that_is_a_key(app, pages):
    """What stands in the inbox is read signed in; a link that works signed out belongs into the mail alone."""
    assert len(pages) > 10
    adapter = app.url_map.bind("localhost")
    for address in pages:
        try:
            endpoint, values = adapter.match(address.partition("#")[0].partition("?")[0], method="GET")
        except RequestRedirect:
            continue
        assert "token" not in values, f"{endpoint}: say page=… in the message (core/mail/message.py)"


# --- the look ------------------------------------------------------------------------------------------------


def rules(dark: bool) -> dict[str, dict[str, str]]:
    """Selector → properties of the style of mails; in the dark its own come on top."""
    css = LAYOUT.read_text(encoding="utf-8").partition("<style>")[2].partition("</style>")[0]
    light, at, rest = css.partition("@media (prefers-color-scheme: dark)")
    assert at
    found: dict[str, dict[str, str]] = {}
    for source in (light, rest.strip().removeprefix("{")) if dark else (light,):
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", source):
            properties = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
            for selector in selectors.split(","):
                found.setdefault(selector.strip(), {}).update(properties)
    return found


def luminance(colour: str) -> float:
    """As WCAG 2 counts it."""
    assert re.fullmatch("#[0-9a-f]{6}", colour), colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_everything_in_a_mail_stands_out_from_its_ground(dark):
    style = rules(dark)
    sheet, around, body = style[".sheet"]["background"], style["body"]["background"], style["body"]["color"]
    pairs = {
        "what is said": (body, sheet),
        "a fact": (body, style[".fact"]["background"]),
        "a link": (style["a"]["color"], sheet),
        "a link in a fact": (style["a"]["color"], style[".fact"]["background"]),
        "the community’s name": (style[".from"]["color"], sheet),
        "what is said softly": (style[".soft"]["color"], sheet),
        "the foot": (style[".why"]["color"], around),
        "the button": (style[".button"]["color"], style[".button"]["background"]),
    }
    found = {what: round(contrast(*colours), 2) for what, colours in pairs.items()}
    assert min(found.values()) >= 4.5, found
    assert contrast(style[".button"]["background"], sheet) >= 3, "the button is seen as one"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_dark_mail_is_dark_and_a_light_one_light():
    for dark in (False, True):
        style = rules(dark)
        for ground in (style["body"]["background"], style[".sheet"]["background"], style[".fact"]["background"]):
            assert (luminance(ground) < 0.2) == dark


def test_nothing_in_a_mail_needs_more_than_one_column(letters):
    assert rules(dark=False)["body"]["overflow-wrap"] == "anywhere", (
        "the address of a link is one word, longer than a phone is wide"
    )
    for kind, mail in letters.items():
        html = part(mail, "html")
        assert not re.search(r"<(table|img|script|link)\b", html), kind
        assert not re.search(r"(?<!max-)width:|float:|display:\s*(flex|grid)", html), kind
        assert 'name="viewport" content="width=device-width' in html, kind
