from wagtail_advocacy.networks.base import Crawler, Network, Post
from wagtail_advocacy.networks.texts import encode


class Xing(Network):
    """The old share address, which takes a link only. Xing closed its interfaces and turned into a site for jobs, and
    no source says that this address still works: off by default, try it before you choose it.
    """

    key = "xing"
    label = "Xing"
    source = "none: try it before you choose it"
    prefills_text = False
    by_default = False
    crawler = Crawler("XING-contenttabreceiver", "XING-contenttabreceiver/2.0")

    def compose_url(self, post: Post) -> str:
        return "https://www.xing.com/spi/shares/new?" + encode({"url": post.link})
