from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode, join_link


class Bluesky(Network):
    """The compose intent (docs.bsky.app/docs/advanced-guides/intent-links): one text that holds the link.

    A post record takes 300 grapheme clusters and 3,000 bytes of UTF-8 (lexicon ``app.bsky.feed.post``).
    The picture of a card has at most 1,000,000 bytes (lexicon ``app.bsky.embed.external``).
    """

    key = "bluesky"
    label = "Bluesky"
    source = "docs.bsky.app/docs/advanced-guides/intent-links; lexicon app.bsky.feed.post"
    limit = 300
    limit_bytes = 3000
    counting = "bluesky"
    link_in_text = True
    card_parts = ("title", "description", "site")
    picture = PictureRules(max_bytes=1_000_000)
    crawler = Crawler("Bluesky Cardyb", "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)")

    def compose_url(self, post: Post) -> str:
        return "https://bsky.app/intent/compose?" + encode({"text": join_link(post.words, post.link)})
