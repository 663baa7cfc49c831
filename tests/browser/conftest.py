"""What the tests of pages share: a site that has something of each kind."""

import pytest

from tests.browser.content import write
from tests.site import Site


@pytest.fixture(scope="session")
def content(site: Site) -> dict[str, str]:
    """Something of each kind of content; gives addresses by name."""
    return write(site)
