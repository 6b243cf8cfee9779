from django.utils.translation import gettext_lazy as _

from wagtail_advocacy.networks.base import Crawler, Network, Post
from wagtail_advocacy.networks.texts import encode


class Teams(Network):
    """Microsoft Teams: the window that Microsoft's Share to Teams button opens, with link and message.

    The button is documented (learn.microsoft.com/microsoftteams/platform, “Share to Teams from web apps”: Edge and
    Chrome on a desktop, no guests), the address that its script opens is not; the script itself is not loaded.
    A message has about 28 kB (learn.microsoft.com/connectors/teams).
    """

    key = "teams"
    label = _("Microsoft Teams")
    source = "learn.microsoft.com/microsoftteams/platform, “Share to Teams from web apps” (the button, not its address)"
    limit = 28_000
    limit_bytes = 28_000
    by_default = False
    card_parts = ("title", "description", "site")
    crawler = Crawler(
        "SkypeUriPreview",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    )

    def compose_url(self, post: Post) -> str:
        return "https://teams.microsoft.com/share?" + encode({"href": post.link, "msgText": post.words})
