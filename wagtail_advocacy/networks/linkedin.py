from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode, join_link


class LinkedIn(Network):
    """The documented share address. It takes the link and ignores any text, so the words are pasted by the person.

    Source: LinkedIn's share-offsite form; 3,000 characters per post, the link is a card beside them.
    A card's picture narrower than 401 pixels becomes a thumbnail; JPEG, PNG or GIF up to 5 MB
    (linkedin.com/help/linkedin/answer/a521928). It keeps a card for about seven days, unless its Post Inspector is
    asked for the page.
    """

    key = "linkedin"
    label = "LinkedIn"
    source = "linkedin.com/sharing/share-offsite; linkedin.com/help/linkedin/answer/a521928"
    limit = 3000
    card_parts = ("title", "site")
    prefills_text = False
    picture = PictureRules(401, 210, 5_000_000, ("JPEG", "PNG", "GIF"))
    crawler = Crawler(
        "LinkedInBot",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        obeys_robots=True,
        keeps_days=7,
        refresh_url="https://www.linkedin.com/post-inspector/",
    )

    def compose_url(self, post: Post) -> str:
        return "https://www.linkedin.com/sharing/share-offsite/?" + encode({"url": post.link})


class LinkedInComposer(LinkedIn):
    """LinkedIn's own composer with words and link. LinkedIn does not document this address and may end it any day;
    it is known from public code that uses it. LinkedIn makes the card of the link in the text.
    """

    option_label = _("LinkedIn: open the composer with the words (undocumented, may stop working)")
    source = "none: LinkedIn does not document it"
    options: Mapping[str, Network] = {}
    prefills_text = True
    link_in_text = True

    def compose_url(self, post: Post) -> str:
        text = join_link(post.words, post.link)
        return "https://www.linkedin.com/feed/?" + encode({"shareActive": "true", "text": text})


LinkedIn.options = {"composer": LinkedInComposer()}
