from wagtail_advocacy.networks.base import Crawler, Network, Post
from wagtail_advocacy.networks.texts import encode


class Telegram(Network):
    """The sharing address with link and text, for a chat or channel that the person picks
    (core.telegram.org/widgets/share).

    A message takes 4,096 code points (``message_length_max``, core.telegram.org/constructor/config); both go in.
    A preview shows the site's name (``site_name``, core.telegram.org/constructor/webPage).
    """

    key = "telegram"
    label = "Telegram"
    source = "core.telegram.org/widgets/share; core.telegram.org/constructor/config"
    limit = 4096
    link_in_text = True
    by_default = False
    names_site = True
    crawler = Crawler("TelegramBot", "TelegramBot (like TwitterBot)")

    def compose_url(self, post: Post) -> str:
        return "https://t.me/share/url?" + encode({"url": post.link, "text": post.words})
