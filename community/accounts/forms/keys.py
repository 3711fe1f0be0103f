"""Forms around passwords, codes and passkeys."""

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from community.core.forms import Form
from community.core.language import _l

LONG_ENOUGH = _l("At least 10 characters. Three or four words in a row are good, and easy to remember.")


SHOWN = {"readonly": True, "autocomplete": "username"}


class SignInForm(Form):
    """Address and password. What is wrong with them is never said separately."""

    email = EmailField(_l("E-mail"), validators=[DataRequired(_l("Please type your address.")), Length(max=254)])
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Please type your password.")), Length(max=1000)],
    )
    remember = BooleanField(_l("Stay signed in on this device"))
    next = HiddenField()


class CodeForm(Form):
    """Six digits of an authenticator app, or a recovery code."""

    code = StringField(_l("Code"), validators=[DataRequired(_l("Please type the code.")), Length(max=60)])


class ForgottenForm(Form):
    """Where to send the link."""

    email = EmailField(_l("E-mail"), validators=[DataRequired(_l("Please type your address.")), Length(max=254)])


class NewPasswordForm(Form):
    """A new password, typed once: the browser can show it, and keeps it together with the address."""

    account = StringField(_l("You sign in with"), render_kw=SHOWN)
    password = PasswordField(
        _l("New password"),
        description=LONG_ENOUGH,
        validators=[InputRequired(_l("Please choose a password."))],
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Please type your present password.")), Length(max=1000)],
    )


class VerifyForm(Form):
    """It is still you."""

    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Please type your password.")), Length(max=1000)],
    )
    next = HiddenField()


class PasskeyForm(Form):
    """What the browser made, and how its owner calls it."""

    name = StringField(
        _l("A name for it"),
        description=_l("So that you recognise it later: “my phone”, “the blue key”."),
        validators=[DataRequired(_l("Please give it a name.")), Length(max=64)],
    )
    credential = HiddenField()


class EmptyForm(Form):
    """One button."""
