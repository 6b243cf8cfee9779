"""The factories make what they promise, in every site that has the rooms."""

import pytest

pytestmark = [pytest.mark.smoke, pytest.mark.django_db, pytest.mark.projects("minimal", "own_base", "custom_page")]


def test_a_live_item_can_be_shared_and_its_link_is_open():
    from tests.factories import ClickFactory, UserFactory, live_item, started_share

    item = live_item(captions=2)
    share = started_share(UserFactory(), item, network="mastodon")
    ClickFactory(link=share.link)

    assert item.live
    assert item.captions.count() == 2
    assert item.target.is_open
    assert share.link.target == item.target
    assert share.link.clicks.count() == 1
