"""Pages of ours keep content."""

from ...registries import personal_data
from .models import VacancyIndexPage

personal_data.declare_not_personal(VacancyIndexPage, {"intro": "editorial content"})
