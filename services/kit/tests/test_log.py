"""Logs: one JSON object a line, records of libraries included, and no secrets."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from courant_kit.process import log


@pytest.fixture
def configured() -> Iterator[None]:
    root, level = logging.getLogger(), logging.getLogger().level
    handlers = list(root.handlers)
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_libraries_log_is_structured_too(configured: None, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("blog", "info")
    fault = ValueError("broken")
    logging.getLogger("django.request").error("Internal Server Error: %s", "/blog/", exc_info=fault)
    logging.getLogger("django.request").warning("Not Found: /nowhere/")
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["service"]) == ("Internal Server Error: /blog/", "error", "blog")
    assert "ValueError: broken" in str(line["exception"])


def test_secrets_are_hidden(configured: None, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("blog", "info")
    structlog.get_logger().info("joined", Cookie="sessionid=1", ticket="t", name="ada")
    (line,) = lines(capsys)
    assert (line["Cookie"], line["ticket"], line["name"]) == ("(hidden)", "(hidden)", "ada")
