"""Structured logs, one JSON object a line, without secrets."""

import logging
import sys

import structlog

_SECRET = ("password", "secret", "ticket", "cookie", "authorization", "sessionid")


def configure(service: str, level: str) -> None:
    """Log to standard output, from `level` (debug, info, warning, error) up, with the service's name on each line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(handlers=[Foreign()], level=logging.WARNING, force=True)
    for refusals in ("django.request", "django.security"):
        logging.getLogger(refusals).setLevel(logging.ERROR)  # a rejected request is not an error
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.CRITICAL)


class Foreign(logging.Handler):
    """Writes the records of libraries, which use Python's `logging`, as structured events."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        log = structlog.get_logger()
        log.log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info)


def _without_secrets(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {name: "(hidden)" if name.lower() in _SECRET else value for name, value in event.items()}
