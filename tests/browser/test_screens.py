"""Every screen of the documentation, judged: axe in both colour schemes, on a desk and on a phone; nothing cut off."""

import pytest

from tests.browser.demo import PERSON, Person
from tests.browser.judge import faults
from tests.browser.screens import GROUPS, running_empty_demo, screens_of
from tests.browser.screens.pages import block_previews
from tests.browser.test_looks import axe  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

JUDGED = [(group, name) for group in GROUPS for name, screen in screens_of(group).items() if screen.is_judged]


@pytest.fixture(scope="module")
def empty_demo(tmp_path_factory):
    with running_empty_demo(tmp_path_factory.mktemp("empty")) as running:
        yield running


@pytest.fixture(scope="module")
def somebody(browser, demo, request):
    """Role → a person who stays logged in, whose browser remembers what it has fetched."""
    people = {}

    def find(name, is_empty=False):
        if (name, is_empty) not in people:
            where = request.getfixturevalue("empty_demo") if is_empty else demo
            context = browser.new_context(user_agent=PERSON, reduced_motion="reduce", locale="en-GB")
            people[name, is_empty] = Person(context, where).log_in(name)
        return people[name, is_empty]

    yield find
    for person in people.values():
        person.context.close()


@pytest.mark.parametrize(("group", "name"), JUDGED, ids=map("-".join, JUDGED))
def test_screen(somebody, axe, group, name):  # noqa: F811
    screen = screens_of(group)[name]
    person = somebody(screen.who, screen.is_empty)
    page = screen.open(person)
    try:
        page.wait_for_load_state("networkidle")
        assert faults(axe, page, screen.ours) == []
        assert person.complaints == []
    finally:
        page.close(run_before_unload=False)


def test_previews_of_blocks(somebody, axe):  # noqa: F811
    page = somebody("editor").context.new_page()
    addresses = block_previews(somebody("editor"))
    assert len(addresses) == 7
    for address in addresses:
        page.goto(address)
        assert page.locator(".wa").first.inner_text()
        assert faults(axe, page, ".wa") == []
    page.close()
