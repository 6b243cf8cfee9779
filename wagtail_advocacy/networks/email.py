from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_advocacy.networks.base import Network, Post
from wagtail_advocacy.networks.texts import encode, join_link


class Email(Network):
    """A new message in the person's own mail program (RFC 6068: lines end in CRLF, ``+`` is literal)."""

    key = "email"
    label = gettext_lazy("Email")
    source = "RFC 6068; the limit is what common mail programs open"
    link_in_text = True
    card_parts = ()
    #: Characters of the whole address that common mail programs still open; no standard names a number.
    longest_address = 2000

    def compose_url(self, post: Post) -> str:
        body = join_link(post.words, post.link, between="\n\n").replace("\n", "\r\n")
        return "mailto:?" + encode({"subject": post.headline, "body": body})

    def address_problem(self) -> str:
        return _("Some mail programs will not open a message this long. Shorten it, or copy the link instead.")
