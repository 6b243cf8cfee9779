from django.conf import settings

from tests.sharing.conftest import anna, ben, item, later, programme  # noqa: F401 - the same people

collect_ignore_glob = ["test_*.py"] if settings.ADVOCACY_PROJECT == "link_host" else []
