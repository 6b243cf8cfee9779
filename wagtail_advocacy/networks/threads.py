from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import ngettext

from wagtail_advocacy.networks.base import Network, PictureRules, Post
from wagtail_advocacy.networks.counting import X_URL
from wagtail_advocacy.networks.facebook import CRAWLER
from wagtail_advocacy.networks.texts import encode


class Threads(Network):
    """The post intent with text and a link attachment
    (developers.facebook.com/documentation/threads/threads-web-intents).

    500 characters, an emoji counts as its bytes in UTF-8 (…/documentation/threads/posts); at most 5 different links,
    the attached one among them (…/threads/create-posts/text-attachments, since 22 December 2025). Of several hashtags
    Threads links the first. A card's picture follows Facebook's rules.
    """

    key = "threads"
    label = "Threads"
    source = "developers.facebook.com/documentation/threads/threads-web-intents and …/posts"
    limit = 500
    counting = "threads"
    most_links = 5
    card_parts = ("site", "title")
    picture = PictureRules(600, 315, 8_000_000)
    crawler = replace(CRAWLER, keeps_days=0, refresh_url="")

    def compose_url(self, post: Post) -> str:
        return "https://www.threads.com/intent/post?" + encode({"text": post.words, "url": post.link})

    def problems(self, post: Post) -> list[str]:
        return [*super().problems(post), *self._too_many_links(post)]

    def _too_many_links(self, post: Post) -> Iterator[str]:
        links = {link for link in [*X_URL.findall(post.words), post.link] if link}
        if len(links) > self.most_links:
            sentence = ngettext(
                "%(network)s takes at most %(most)d links in a post, your own among them. Take %(count)d out.",
                "%(network)s takes at most %(most)d links in a post, your own among them. Take %(count)d out.",
                len(links) - self.most_links,
            )
            yield sentence % {
                "network": self.label,
                "most": self.most_links,
                "count": len(links) - self.most_links,
            }
