from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode

CRAWLER = Crawler(
    "facebookexternalhit",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    follows_og_url=True,
    keeps_days=1,
    refresh_url="https://developers.facebook.com/tools/debug/",
)


class Facebook(Network):
    """The sharer, which takes a link only: Meta's policy forbids prefilled words, so the person pastes them.

    Facebook publishes no limit; 63,206 characters is the one its composer applies.
    A card's picture below 600 × 315 pixels is shown small, and none is heavier than 8 MB
    (developers.facebook.com/docs/sharing/webmasters/images). Its crawler takes a page for the one that ``og:url`` names
    (developers.facebook.com/docs/sharing/webmasters).
    """

    key = "facebook"
    label = "Facebook"
    source = "developers.facebook.com/docs/sharing/webmasters/images; the sharer itself is not documented any more"
    limit = 63_206
    prefills_text = False
    picture = PictureRules(600, 315, 8_000_000)
    crawler = CRAWLER

    def compose_url(self, post: Post) -> str:
        return "https://www.facebook.com/sharer/sharer.php?" + encode({"u": post.link})
