import os
import shutil

import pytest
from django.core.files import locks

from tests.browser.demo import DESK, PERSON, Person, prepare_demo, running_demo
from tests.catalogues import make_arabic


def prepared_once(tmp_path_factory, locales):
    """A demo that nobody starts: the first worker of this run loads it, the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    prepared = shared / "prepared-demo"
    with (shared / "prepared-demo.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        if not prepared.exists():
            making = tmp_path_factory.mktemp("prepared")
            prepare_demo(making, locales=locales)
            making.rename(prepared)
    return prepared


@pytest.fixture(scope="session")
def fresh_demo(tmp_path_factory):
    """Starts demos in which nobody has done anything yet, all copies of one: `with fresh_demo() as demo:`."""
    arabic = make_arabic(tmp_path_factory.mktemp("locales"))
    prepared = prepared_once(tmp_path_factory, arabic)

    def start(**environment):
        folder = tmp_path_factory.mktemp("demo")
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        return running_demo(folder, arabic, **environment)

    return start


@pytest.fixture(scope="session")
def demo(fresh_demo):
    """The demo that most tests share: what they change, they put back."""
    with fresh_demo() as running:
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
