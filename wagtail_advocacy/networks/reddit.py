from wagtail_advocacy.networks.base import Crawler, Network, Post
from wagtail_advocacy.networks.texts import encode


class Reddit(Network):
    """A new post of a link (``/submit`` with ``url`` and ``title``); the words are its title, in one line, else the
    headline is.

    A title has at most 300 characters (reddit.com/dev/api, ``POST /api/submit``). Many communities forbid to promote
    one's own firm, so a programme chooses it deliberately.
    """

    key = "reddit"
    label = "Reddit"
    source = "reddit.com/dev/api (the title); the address is not documented any more"
    limit = 300
    by_default = False
    card_parts = ("title", "site")
    crawler = Crawler("redditbot", "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)")

    def compose_url(self, post: Post) -> str:
        title = post.words.replace("\n", " ").strip() or post.headline
        return "https://www.reddit.com/submit?" + encode({"url": post.link, "title": title})
