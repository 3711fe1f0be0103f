"""Words for people, translated when they are shown. Rooms that may not import Flask take them from here."""

from flask_babel import gettext, lazy_gettext, lazy_ngettext, ngettext

_l = lazy_gettext
say = lazy_gettext

__all__ = ["_l", "gettext", "lazy_gettext", "lazy_ngettext", "ngettext", "say"]
