from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS

# Last, so that its `ready()` has the last word.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.browser.checked"]
