from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode, join_link


class WhatsApp(Network):
    """A message to a chat that the person picks: click to chat without a number (faq.whatsapp.com/5913398998672934).

    WhatsApp publishes no limit; 65,536 characters is the one its apps apply. It makes the card of the first link; it
    publishes no limit for its picture either, and others who tried say 300 to 600 kB.
    """

    key = "whatsapp"
    label = "WhatsApp"
    source = "faq.whatsapp.com/5913398998672934; the limit is not documented"
    limit = 65_536
    link_in_text = True
    card_parts = ("title", "description", "site")
    picture = PictureRules(300, 157, 600_000)
    crawler = Crawler("WhatsApp", "WhatsApp/2.24.20.89 A")

    def compose_url(self, post: Post) -> str:
        return "https://wa.me/?" + encode({"text": join_link(post.words, post.link, between="\n")})
