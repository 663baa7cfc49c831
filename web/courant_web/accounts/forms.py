"""Account forms with this site's texts: labels instead of placeholders, and rules in one sentence."""

from typing import Any

from allauth.account import forms
from courant_kit.words import gettext as _
from courant_kit.words import marked
from django.core.validators import MaxLengthValidator

LONGEST_LOGIN = 254
"""The longest e-mail address (RFC 5321); a database may reject to look for a name of any length."""
LABELS = {
    "login": marked("Username or e-mail"),
    "username": marked("Username"),
    "email": marked("E-mail"),
    "password": marked("Password"),
    "password1": marked("Password"),
    "password2": marked("Repeat the password"),
    "oldpassword": marked("Current password"),
    "remember": marked("Stay signed in"),
}
HELP = {"password1": marked("Use at least 8 characters, not only digits. Common passwords are not accepted.")}


class _Plain:
    """Replaces allauth's placeholders and labels with this site's texts."""

    own_help: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = getattr(self, "fields", {})
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = _(LABELS[name]) if name in LABELS else field.label
            help_texts = {**HELP, **self.own_help}
            field.help_text = _(help_texts[name]) if name in help_texts else field.help_text


class SignIn(_Plain, forms.LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for a user name or an e-mail address, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.widget.attrs |= {"autocomplete": "username", "maxlength": LONGEST_LOGIN}
        login.validators.append(MaxLengthValidator(LONGEST_LOGIN, _("No name or e-mail address is that long.")))

    def user_credentials(self) -> dict[str, str]:
        """One name only, so that a try takes equally long whether there is such an account or not.

        With an address, allauth also tries a user name of that spelling, which no user can have, and looks twice.
        """
        login = self.cleaned_data["login"]
        return {"email" if "@" in login else "username": login, "password": self.cleaned_data["password"]}


class SignUp(_Plain, forms.SignupForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for a user name, a password, and an optional e-mail address for resetting the password."""

    own_help = {
        "username": marked("Others see this name next to what you write."),
        "email": marked(
            "Optional. For a forgotten password, and for mail about posts and comments, which you can end."
        ),
    }


class ChangePassword(_Plain, forms.ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the current password and a new one."""


class SetPassword(_Plain, forms.SetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for a first password, for an account without one."""


class ForgotPassword(_Plain, forms.ResetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the e-mail address that receives the reset link."""


class NewPassword(_Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for a new password, for whoever has the reset link."""


class OnceMore(_Plain, forms.ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the password again before an action that cannot be undone."""
