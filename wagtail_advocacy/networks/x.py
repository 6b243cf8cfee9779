from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode


class X(Network):
    """The web intent of X (docs.x.com/x-for-websites/post-button/guides/web-intent); 280 weighted characters.

    The picture of a large card has at least 300 × 157 pixels and at most 5 MB; JPEG, PNG, WebP or GIF
    (developer.x.com/docs/x-for-websites/cards/overview/summary-card-with-large-image). Its crawler obeys robots.txt,
    reads ``twitter:`` before ``og:``, and keeps a card for about seven days (developer.x.com/cards).
    """

    key = "x"
    label = "X"
    source = "docs.x.com/x-for-websites/post-button/guides/web-intent; docs.x.com/fundamentals/counting-characters"
    limit = 280
    counting = "x"
    card_parts = ("title", "site")
    link_in_text = True
    picture = PictureRules(300, 157, 5_000_000, ("JPEG", "PNG", "WEBP", "GIF"))
    crawler = Crawler("Twitterbot", "Twitterbot/1.0", obeys_robots=True, twitter_first=True, keeps_days=7)

    def compose_url(self, post: Post) -> str:
        link = "" if post.link in post.words.split() else post.link
        return "https://x.com/intent/tweet?" + encode({"text": post.words, "url": link})
