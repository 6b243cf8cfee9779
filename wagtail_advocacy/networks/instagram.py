from collections.abc import Iterator

from django.utils.translation import ngettext

from wagtail_advocacy.networks.base import Network, PictureRules, Post
from wagtail_advocacy.networks.texts import HASHTAG


class Instagram(Network):
    """Words are copied and the picture is downloaded: Instagram has no address for a new post, and ignores words that
    an app hands over (developers.facebook.com/products/instagram/sharing). Links in a caption cannot be clicked.

    A caption has at most 2,200 characters, a picture is a JPEG of at least 320 pixels and at most 8 MB
    (developers.facebook.com/documentation/instagram-platform, ``POST /media``); at most 5 hashtags, rolled out since
    December 2025 (Instagram's @creators).
    """

    key = "instagram"
    label = "Instagram"
    source = "developers.facebook.com/documentation/instagram-platform; there is no share address"
    limit = 2200
    prefills_text = False
    takes_link = False
    wants_picture = True
    by_default = False
    most_hashtags = 5
    card_parts = ()
    picture = PictureRules(320, 168, 8_000_000, ("JPEG",))

    def compose_url(self, post: Post) -> str:
        return "https://www.instagram.com/"

    def problems(self, post: Post) -> list[str]:
        return [*super().problems(post), *self._too_many_hashtags(post)]

    def _too_many_hashtags(self, post: Post) -> Iterator[str]:
        over = len(HASHTAG.findall(post.words)) - self.most_hashtags
        if over > 0:
            sentence = ngettext(
                "%(network)s takes at most %(most)d hashtags. Take %(count)d out.",
                "%(network)s takes at most %(most)d hashtags. Take %(count)d out.",
                over,
            )
            yield sentence % {"network": self.label, "most": self.most_hashtags, "count": over}
