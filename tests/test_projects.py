"""Every test project, on every pair of versions and every database: nothing to complain about, no migration missing."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.smoke, pytest.mark.projects("full", "minimal", "own_base", "custom_page", "link_host")]


@pytest.mark.django_db
def test_system_check_has_nothing_to_say():
    call_command("check", fail_level="WARNING", databases=["default"])


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
