"""Pages of ours keep content; a name under a published story is part of it."""

from ...registries import personal_data
from .models import AdvocacyHubPage, CampaignPage, StoryPage

_CONTENT = "editorial content"

for model in (AdvocacyHubPage, CampaignPage):
    personal_data.declare_not_personal(model, {"intro": _CONTENT})
personal_data.declare_not_personal(
    StoryPage,
    {
        **dict.fromkeys(["image_alt", "summary", "why", "body"], _CONTENT),
        **dict.fromkeys(["told_by", "role"], "byline of a story; editors change it, unpublishing takes it away"),
    },
)
