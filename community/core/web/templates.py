"""Jinja as our pages need it: the same results as the library's, with less work for every sentence, call and import."""

from collections.abc import MutableMapping
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from babel import Locale
from flask import Flask
from flask.templating import Environment
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from community.core.language import counted, locale_now, set_apart, translated


class Calls(Context):
    """What a template finds. Most of its calls are of macros and plain functions, which need none of the library's questions."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """Call a macro or a function from a template."""
        kind = type(called)
        if kind is Macro:
            args = self.eval_ctx, *args
        elif kind not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


_CACHED: type = type(lru_cache(len))
_PLAIN = {FunctionType, MethodType, BuiltinFunctionType, _CACHED}


class Templates(Environment):
    """Templates that share the environment's globals instead of wrapping them: each import compares and copies them."""

    context_class = Calls

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of one template."""
        return self.globals if not d else super().make_globals(d)


@pass_eval_context
def words(context: EvalContext, string: str, **values: Any) -> str:
    """`_()` of the templates: values are escaped in pages, and left as they are in plain text."""
    locale = locale_now()
    if not values:
        return _on_a_page(locale, string)
    said = translated(locale, string)
    return (Markup(said) if context.autoescape else said) % set_apart(values)  # noqa: S704 - our own words


@pass_eval_context
def words_for(context: EvalContext, one: str, many: str, num: int, **values: Any) -> str:
    """`ngettext()` of the templates."""
    said = counted(one, many, num)
    return (Markup(said) if context.autoescape else said) % set_apart({"num": num, **values})  # noqa: S704


@lru_cache(maxsize=8192)
def _on_a_page(locale: Locale | None, string: str) -> Markup:
    """A sentence without values; `%%` is written for a percent sign, as where there are values."""
    return Markup(translated(locale, string) % {})  # noqa: S704 - our own words


def init_app(app: Flask) -> None:
    """Let templates say their words this way, after flask-babel has installed its own."""
    app.jinja_env.globals |= {"_": words, "gettext": words, "ngettext": words_for}
