"""How people sign in and up: which ways there are, what a password must be, and how often somebody may try."""

from typing import Any

from courant_web.environment import WebSettings

LIMITS = {"login": None, "login_failed": None}
"""The limits of sign-ins are in `patience`; a limit of allauth's locks out the owner of an account, or a whole office.

Other limits are allauth's own: https://docs.allauth.org/en/latest/account/rate_limits.html.
"""


def settings(web: WebSettings) -> dict[str, Any]:
    """The Django settings of accounts: https://docs.allauth.org/en/latest/account/configuration.html."""
    validation = "django.contrib.auth.password_validation"
    return {
        "AUTH_USER_MODEL": "web.User",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": f"{validation}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("username", "email")},
            },
            {"NAME": f"{validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
            {"NAME": f"{validation}.CommonPasswordValidator"},
            {"NAME": f"{validation}.NumericPasswordValidator"},
        ],
        "LOGIN_URL": "/accounts/login/",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "courant_web.accounts.adapter.Adapter",
        "ACCOUNT_FORMS": {
            "login": "courant_web.accounts.forms.SignIn",
            "signup": "courant_web.accounts.forms.SignUp",
            "change_password": "courant_web.accounts.forms.ChangePassword",
            "set_password": "courant_web.accounts.forms.SetPassword",
            "reset_password": "courant_web.accounts.forms.ForgotPassword",
            "reset_password_from_key": "courant_web.accounts.forms.NewPassword",
            "reauthenticate": "courant_web.accounts.forms.OnceMore",
        },
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_RATE_LIMITS": LIMITS,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": web.site_url.split(":")[0],
        "ACCOUNT_USERNAME_BLACKLIST": [],
        "ACCOUNT_USERNAME_VALIDATORS": "courant_web.usernames.validators",
    }  # fmt: skip
