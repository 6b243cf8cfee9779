from wagtail_advocacy.networks.base import Crawler, Network, PictureRules, Post
from wagtail_advocacy.networks.texts import encode, join_link


class Mastodon(Network):
    """The share page of the server that the person named, else the project's own, where they pick one
    (blog.joinmastodon.org/2026/03/a-new-share-button).

    On the project's page the text is in the fragment, so it is sent to no server. A server takes 500 characters unless
    it was set up otherwise (docs.joinmastodon.org/user/posting). A card names its provider
    (docs.joinmastodon.org/entities/PreviewCard), which is what the page calls its website. Every
    server comes for a card of its own, also finds pictures by a relative address, and keeps the card for two weeks (its
    source, ``link_details_extractor.rb`` and ``fetch_link_card_service.rb``).
    """

    key = "mastodon"
    label = "Mastodon"
    source = "blog.joinmastodon.org/2026/03/a-new-share-button; docs.joinmastodon.org/user/posting"
    limit = 500
    counting = "mastodon"
    link_in_text = True
    own_server = True
    names_site = True
    picture = PictureRules(resolves=True)
    crawler = Crawler("Mastodon", "Mastodon/4.4.0 (http.rb/5.3.1; +https://mastodon.social/) Bot", keeps_days=14)

    def compose_url(self, post: Post) -> str:
        start = f"https://{post.server}/share?" if post.server else "https://share.joinmastodon.org/#"
        return start + encode({"text": join_link(post.words, post.link)})
