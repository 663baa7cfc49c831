"""The forms of accounts, in this site's words: labels instead of placeholders, rules in one sentence."""

from typing import Any

from allauth.account import forms

LABELS = {
    "login": "Username",
    "username": "Username",
    "email": "E-mail",
    "password": "Password",
    "password1": "Password",
    "password2": "Once more",
    "oldpassword": "Present password",
    "remember": "Stay signed in",
}
HELP = {"password1": "At least 8 characters; not only digits, and none of those that everybody takes."}


class _Plain:
    """Takes allauth's placeholders off a form, and puts this site's words on."""

    own_help: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = getattr(self, "fields", {})
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = {**HELP, **self.own_help}.get(name, field.help_text)


class SignIn(_Plain, forms.LoginForm):  # type: ignore[misc]  # allauth is not typed
    """A name and its password."""


class SignUp(_Plain, forms.SignupForm):  # type: ignore[misc]  # allauth is not typed
    """A name, a password, and an address for when it is forgotten."""

    own_help = {
        "username": "Others see it beside what you write.",
        "email": "May stay empty. It is used only when you forget your password.",
    }


class ChangePassword(_Plain, forms.ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    """The present password, and another."""


class SetPassword(_Plain, forms.SetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """A first password, for somebody who had none."""


class ForgotPassword(_Plain, forms.ResetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """The address to which the link is sent."""


class NewPassword(_Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is not typed
    """Another password, for whoever has the link."""


class OnceMore(_Plain, forms.ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The password, before something that cannot be taken back."""
