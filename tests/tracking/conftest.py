"""What several tests of conversions need."""

import pytest

from tests.tracking.shares import before, share
from tests.tracking.signed import CODE, KEY


@pytest.fixture
def webhook_keys(settings):
    """Lets one other system, the shop, report conversions."""
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "WEBHOOK_KEYS": {"shop": KEY}}


@pytest.fixture
def made(db):
    """The share whose link has `CODE`."""
    return share(before(days=3), code=CODE)
