import pytest

from tests.browser.demo import DESK, PERSON, Person, running_demo
from tests.catalogues import make_arabic


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    arabic = make_arabic(tmp_path_factory.mktemp("locales"))
    with running_demo(tmp_path_factory.mktemp("demo"), arabic) as running:
        yield running


@pytest.fixture(scope="session")
def log_ins():
    """Role → cookies of somebody who has logged in as it."""
    return {}


@pytest.fixture
def person(browser, demo, log_ins):
    """Makes people, each with a fresh browser: `person("employee", viewport=PHONE)`; without a name, a stranger.

    At the end nobody's browser may have complained: no error in the console, no violation of the demo's policy.
    """
    people = []

    def make(name="", **options):
        settings = {"viewport": DESK, "user_agent": PERSON, "reduced_motion": "reduce", "locale": "en-GB", **options}
        somebody = Person(browser.new_context(**settings, storage_state=log_ins.get(name)), demo)
        people.append(somebody)
        if name and name not in log_ins:
            somebody.log_in(name)
            log_ins[name] = somebody.context.storage_state()
        return somebody

    yield make
    for somebody in people:
        somebody.context.close()
    assert [complaint for somebody in people for complaint in somebody.complaints] == []
