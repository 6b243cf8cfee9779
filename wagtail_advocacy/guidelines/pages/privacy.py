"""Pages of ours keep content."""

from ...registries import personal_data
from .models import GuidelinePage

personal_data.declare_not_personal(GuidelinePage, {"intro": "editorial content"})
