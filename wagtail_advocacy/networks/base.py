from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_advocacy.networks.counting import RULES, utf8_bytes
from wagtail_advocacy.networks.servers import server_or_nothing
from wagtail_advocacy.networks.texts import HASHTAG, clean, clean_tag, is_blank, join_link


@dataclass(frozen=True)
class Post:
    """What an employee is about to share. Every value is made safe for an address when the post is built.

    ``link`` is absolute; ``headline`` is one line, used where a network has a subject; ``hashtags`` are words with or
    without ``#``, added behind the text if it does not hold them already; ``server`` is the host name of the person's
    own server, for networks with ``own_server``, or "".
    """

    text: str
    link: str
    headline: str = ""
    hashtags: tuple[str, ...] = ()
    server: str = ""

    def __post_init__(self) -> None:
        text = clean(self.text)
        object.__setattr__(self, "text", "" if is_blank(text) else text)
        object.__setattr__(self, "link", "".join(clean(self.link).split()))
        object.__setattr__(self, "headline", " ".join(clean(self.headline).split()))
        tags = (clean_tag(tag) for tag in self.hashtags)
        object.__setattr__(self, "hashtags", tuple(dict.fromkeys(tag for tag in tags if tag)))
        object.__setattr__(self, "server", server_or_nothing(self.server))

    @property
    def words(self) -> str:
        """The finished words without the link: what is put into a composer, or copied for pasting."""
        present = {tag.casefold() for tag in HASHTAG.findall(self.text)}
        tags = " ".join(f"#{tag}" for tag in self.hashtags if tag.casefold() not in present)
        return join_link(self.text, tags)


@dataclass(frozen=True)
class PictureRules:
    """What a network asks of the picture of a link's card: pixels below which it shrinks or drops the card's picture,
    the heaviest file (bytes) and the formats it reads (Pillow's names); 0 and an empty tuple: it does not say.

    ``shape`` is width ÷ height that it cuts pictures to, 0: it shows the whole one. ``resolves``: it finds a picture
    whose address is relative to the page; others drop it, for the protocol wants a whole address (ogp.me).
    """

    min_width: int = 0
    min_height: int = 0
    max_bytes: int = 0
    formats: tuple[str, ...] = ()
    shape: float = 1200 / 630
    resolves: bool = False

    def is_too_small(self, width: int, height: int) -> bool:
        return width < self.min_width or height < self.min_height

    def is_too_heavy(self, size: int) -> bool:
        """Whether a file of ``size`` bytes is more than the network takes."""
        return bool(self.max_bytes) and size > self.max_bytes

    def reads(self, picture_format: str) -> bool:
        return not self.formats or picture_format.upper() in self.formats

    def part_shown(self, width: int, height: int) -> float:
        """How much of a picture is left once it is cut: 0–1."""
        shape = width / height
        return min(shape, self.shape) / max(shape, self.shape) if self.shape else 1.0


@dataclass(frozen=True)
class Crawler:
    """Who comes for a page to make the card of a link to it.

    ``token`` is its name in ``robots.txt``, ``agent`` what it calls itself. ``obeys_robots``: it stays away from what
    is forbidden there. ``twitter_first``: of ``twitter:title`` and ``og:title`` it reads the first one, and so on.
    ``follows_og_url``: it takes the page for the one that its ``og:url`` names. ``keeps_days`` is about how long a card
    is kept, ``refresh_url`` where its network lets people have it made anew.
    """

    token: str
    agent: str
    obeys_robots: bool = False
    twitter_first: bool = False
    follows_og_url: bool = False
    keeps_days: int = 0
    refresh_url: str = ""


class Network:
    """One place to share to. Subclass it, set the attributes and write ``compose_url``."""

    key: str
    label: str | Promise
    #: Where its address and its limit are written down, for the reference.
    source: str = ""
    #: Longest finished post, in the units of ``count``; None where there is no limit worth telling.
    limit: int | None = None
    #: Most bytes of UTF-8 in the finished post, besides ``limit``.
    limit_bytes: int | None = None
    #: Longest address that is opened. Servers are to take 8,000 characters (RFC 9110, 4.1); more is a matter of luck.
    longest_address = 8000
    #: The rule of ``count``, by its name in ``counting.RULES`` and ``counting.js``; "" where only ``count`` knows it.
    counting: str = "code points"
    #: False: the words are copied to the clipboard and the person pastes them.
    prefills_text: bool = True
    #: False: there is nothing to open.
    opens: bool = True
    #: Whether the link is part of the text, and so of its length, or is attached to the post as a card.
    link_in_text: bool = False
    #: False: a link in a post cannot be clicked there, so it is not counted and the words say where to find more.
    takes_link: bool = True
    #: The person downloads the picture and puts it into the post themselves.
    wants_picture: bool = False
    #: Nothing opens; the link is shown as a QR code.
    shows_qr: bool = False
    #: People may name a server of their own; it comes with the post.
    own_server: bool = False
    #: Whether a programme that has not chosen its networks shows this one.
    by_default: bool = True
    #: Ways of sharing here that a programme may choose instead of this one: name → a network with the same key.
    options: Mapping[str, "Network"] = {}
    #: What a programme reads where it chooses this option.
    option_label: str | Promise = ""
    #: What the card of a link shows below its picture, from above: of ``site``, ``title``, ``description``; or no card.
    card_parts: tuple[str, ...] = ("site", "title", "description")
    #: The card calls the website by its name (``og:site_name``), if it has one, and not by its host.
    names_site: bool = False
    #: What it asks of the picture on a link's card.
    picture: PictureRules = PictureRules()
    #: Who comes for the page to make its card; none: nobody we know of.
    crawler: Crawler | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # The browser would go on counting by the rule of the class above.
        if "count" in vars(cls) and "counting" not in vars(cls):
            cls.counting = ""

    def compose_url(self, post: Post) -> str:
        """The address that opens the network's own composer, every value percent-encoded; "" if ``opens`` is False."""
        return ""

    def site_line(self, url: str, name: str) -> str:
        """What the card of a link to ``url`` says of its website, which calls itself ``name``."""
        return (name if self.names_site else "") or urlsplit(url).hostname or ""

    def count(self, text: str) -> int:
        """Length of a finished text as this network counts it, by the rule that ``counting`` names."""
        return RULES.get(self.counting, len)(text)

    def length(self, text: str, link: str = "") -> int:
        """Length of the finished post, in the units of ``count``, with the link where the network counts it."""
        return self.count(self._finished(text, link))

    def measures(self) -> dict[str, Any]:
        """What ``measure()`` of ``counting.js`` needs to tell a length while somebody types; as JSON can hold it."""
        return {
            "counting": self.counting,
            "limit": self.limit,
            "limitBytes": self.limit_bytes,
            "linkInText": self.link_in_text and self.takes_link,
        }

    def option(self, name: str) -> "Network":
        """This network in the way a programme chose: one of ``options``, or itself."""
        return self.options.get(name, self)

    def problems(self, post: Post) -> list[str]:
        """Sentences, in the active language, about what the network would refuse; empty when all is well."""
        found = [*self._too_long(post), *self._too_many_bytes(post)]
        if not found and len(self.compose_url(post)) > self.longest_address:
            found.append(self.address_problem())
        return found

    def address_problem(self) -> str:
        """What people read when the words do not fit into the address that opens the composer."""
        return _("These words are too long to be handed over to %(network)s. Shorten them.") % {"network": self.label}

    def _finished(self, text: str, link: str) -> str:
        return join_link(clean(text), link) if self.link_in_text and self.takes_link else clean(text)

    def _too_long(self, post: Post) -> Iterator[str]:
        over = self.length(post.words, post.link) - self.limit if self.limit is not None else 0
        if over > 0:
            sentence = ngettext(
                "This is %(count)s character too long for %(network)s.",
                "This is %(count)s characters too long for %(network)s.",
                over,
            )
            yield sentence % {"count": number_format(over), "network": self.label}

    def _too_many_bytes(self, post: Post) -> Iterator[str]:
        over = utf8_bytes(self._finished(post.words, post.link)) - self.limit_bytes if self.limit_bytes else 0
        if over > 0:
            sentence = ngettext(
                "This is %(count)s byte too long for %(network)s. Use fewer emoji.",
                "This is %(count)s bytes too long for %(network)s. Use fewer emoji.",
                over,
            )
            yield sentence % {"count": number_format(over), "network": self.label}
