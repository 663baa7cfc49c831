"""Django for one service: a database, templates and models, without the web."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
import django
from django.conf import settings as django_settings

from courant_kit.live import languages
from courant_kit.process.environment import Settings, load

_KIT = Path(__file__).parent.parent
BUILTINS = ["django.templatetags.i18n", "courant_kit.templatetags.english", "courant_kit.templatetags.courant"]
"""The tags that templates need not load."""
SQLITE_OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 20}
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous={}; PRAGMA mmap_size=134217728;"


def database(url: str, *, durable: bool = True) -> dict[str, Any]:
    """Django's settings for the database at `url`.

    SQLite runs in WAL mode with full synchronisation, so that a committed change survives a power cut; transactions
    acquire the write lock at their start, so that two writers queue and do not fail (https://www.sqlite.org/wal.html).
    If it is not `durable`, no commit waits for the disk, on PostgreSQL neither: a power cut may undo the last ones, but
    leaves the database whole.
    """
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        pragmas = PRAGMAS.format("FULL" if durable else "NORMAL")
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS, "init_command": pragmas}
    elif not durable:
        options = config.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
    return config


def django_project(
    app: str, settings: Settings, templates: Path | None = None, *, durable: bool = True, **extra: Any
) -> dict[str, Any]:
    """The Django settings of a service whose models and templates are in the package `app`.

    If `templates` is given, the templates are in that folder instead. Files for browsers are in the folder `static/`
    beside the templates, and in the kit's own. `durable` is that of `database`. `extra` replaces single settings.
    """
    return {
        "SECRET_KEY": "services sign nothing",
        "MODULE_NAME": settings.name,
        "INSTALLED_APPS": ["courant_kit.store", app],
        "ROOT_URLCONF": f"{app}.routes",
        "DATABASES": {"default": database(settings.database, durable=durable)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "STATICFILES_DIRS": [folder / "static" for folder in (_KIT, *_folders(app, templates))],
        "USE_TZ": True,
        # To ask which language it is costs a seventh of drawing a comment; texts in the code are English.
        "USE_I18N": settings.languages != (languages.ENGLISH,),
        "LANGUAGE_CODE": settings.languages[0],
        "LANGUAGES": [(code, code) for code in settings.languages],
        "LOCALE_PATHS": [_KIT / "locale"],
        "TIME_ZONE": "UTC",
        "LOGGING_CONFIG": None,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [*filter(None, [templates]), _KIT / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "builtins": BUILTINS,
                },
            }
        ],
        **extra,
    }


def _folders(app: str, templates: Path | None) -> list[Path]:
    if templates is not None:
        return [templates]
    found = find_spec(app)
    return [Path(found.origin).parent] if found and found.origin else []


def setup(
    name: str, app: str | None = None, templates: Path | None = None, *, durable: bool = True, **extra: Any
) -> Settings:
    """Set Django up for the service `name`, before its models are imported; returns the service's settings.

    Later calls change nothing. `app` is the service's package. Without it, the service is a single file: its models
    have `app_label = name`, or `extra`, which replaces Django settings, contains its app. If it is not `durable`,
    because all of its data can come again from elsewhere, no commit waits for the disk, and a power cut may undo the
    last ones. Raises SettingError if an environment variable is wrong.
    """
    settings = load(name)
    from courant_kit.content import themes  # it imports Django's templates

    if not django_settings.configured:
        alone = {"INSTALLED_APPS": ["courant_kit.store"], "ROOT_URLCONF": "courant_kit.no_routes"}
        more = ({} if app else alone) | extra
        project = django_project(app or name, settings, templates, durable=durable, **more)
        django_settings.configure(**themes.under(project))
        languages.use(settings.languages)
        django.setup()
    return settings
