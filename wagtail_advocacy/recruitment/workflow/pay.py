"""Whether a vacancy has to tell what it pays (directive (EU) 2023/970, article 5, and laws like it)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ...conf import advocacy_settings
from ..countries import country_name


def told() -> str:
    return _("The salary is told.")


def not_asked_for() -> str:
    return _("The salary is not told, and none of its locations asks for it.")


def check_pay(vacancy: Any) -> tuple[bool, str]:
    """Return whether ``vacancy`` may go on as it is, and why.

    Each location counts, of remote work too: there it is a country from where people may work. A location without a
    country, and a vacancy without a location, count as if the law asked. What is told is where the pay begins and where
    it ends, which may be the same: the directive asks for “the initial pay or its range”.
    """
    if not all(hasattr(vacancy, each) for each in ("salary_min", "salary_max", "locations")):
        return False, _("Nothing of this kind tells its salary in a way that can be checked. Read it yourself.")
    bounds = [vacancy.salary_min is not None, vacancy.salary_max is not None]
    if all(bounds):
        return True, told()
    locations = list(vacancy.locations.all())
    countries = {each.country for each in locations}
    required = sorted(country_name(code) for code in countries & set(advocacy_settings.PAY_TRANSPARENCY_COUNTRIES))
    if not locations:
        why = _("It has no location, so nobody knows whether the law asks for its salary.")
    elif required and any(bounds):
        why = _("One end of the salary is missing, and the range has to be told in: %(countries)s.") % {
            "countries": ", ".join(required)
        }
    elif required:
        why = _("The salary is missing, and has to be told in: %(countries)s.") % {"countries": ", ".join(required)}
    elif "" in countries and any(bounds):
        why = _("One end of the salary is missing, and a location has no country: perhaps the law asks for the range.")
    elif "" in countries:
        why = _("The salary is missing, and a location has no country, so nobody knows whether the law asks for it.")
    else:
        return True, told() if any(bounds) else not_asked_for()
    return False, why + " " + _("Ask for changes, so that a range is filled in. Or approve it as it is, and say why.")
