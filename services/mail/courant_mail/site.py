"""The site of the letters, as the environment names it."""

from courant_kit.process.environment import load

from courant_mail.letters.drafts import Site

_settings = load("mail")
SITE = Site(_settings.site_name, _settings.site_url)
