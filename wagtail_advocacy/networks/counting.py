"""Counting rules that networks publish, by name. All take any text and return a number ≥ 0.

``static/wagtail_advocacy/counting.js`` counts by the same rules in the browser, from the same patterns.
"""

import unicodedata
from collections.abc import Callable

import regex

#: Characters that X and Mastodon count for any link (docs.x.com/fundamentals/counting-characters; Mastodon's
#: ``characters_reserved_per_url``, which instances leave at the default).
URL_LENGTH = 23

#: Inside a class: what may stand in a word, a hashtag or a name.
WORD = r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200C\u200D"

# Top-level domains that make a link of words without "https://": those of countries (IANA; the first letter, then
# every letter that follows it), and some of the others. Their full list changes monthly; a domain missed here is
# counted letter by letter, which for common lengths is the smaller number, and X lets the person correct it.
COUNTRIES = (
    "acdefgilmnoqrstuwxz babdefghijlmnoqrstvwyz cacdfghiklmnoruvwxyz dejkmoz eceghrstu fijkmor "
    "gabdefghilmnpqrstuwy hkmnrtu idelmnoqrst jemop keghimnprwyz labcikrstuvy macdefghklmnopqrstuvwxyz "
    "nacefgilopruz om paefghklmnrstwy qa reosuw sabcdeghijklmnorstuvxyz tcdfghjklmnoprtvwz uagkmsyz vaceginu "
    "wfs yet zamw"
)
GENERIC = (
    "academy|agency|app|art|biz|blog|careers|club|cloud|coop|com|community|company|consulting|design|dev|digital|edu|"
    "education|email|energy|events|finance|foundation|global|gov|group|health|info|int|jobs|law|live|media|mil|museum|"
    "name|net|network|news|online|org|page|photo|press|pro|shop|site|social|software|solutions|store|studio|support|"
    "systems|team|tech|today|tools|training|travel|tv|co|video|website|wiki|work|works|world|xyz|zone"
)
_ENDINGS = "|".join(
    [
        *(regex.sub("[a-z]", lambda found: f"[{found[0]}{found[0].upper()}]", each) for each in GENERIC.split("|")),
        *(f"[{each[0]}{each[0].upper()}][{each[1:]}{each[1:].upper()}]" for each in COUNTRIES.split()),
    ]
)
_CHARACTER = r"[!#-'*-;=?-Z\[\]_a-z|~\u00C0-\u024F\u0400-\u04FF]"
_PATH = rf"(?:{_CHARACTER}|\({_CHARACTER}*\))*(?<=[A-Za-z0-9=_#/+)\-\u00C0-\u024F\u0400-\u04FF])"
_TAIL = rf"(?::[0-9]+)?(?:[/?]{_PATH})?"
_LETTER = rf"(?![a-zA-Z\p{{Nd}}_])[{WORD}]"
# A name has at most 127 labels; the bound also keeps the search linear in the text.
_FULL_URL = (
    rf"[hH][tT][tT][pP][sS]?://(?:[{WORD}\-]+\.){{1,126}}"
    rf"(?:[a-zA-Z][a-zA-Z0-9\-]*[a-zA-Z0-9]|(?:{_LETTER}){{2,}}){_TAIL}"
)
_BARE_URL = (
    r"(?<![A-Za-z0-9@$#_./\-])"
    rf"(?:[a-zA-Z0-9_\-]+\.){{1,126}}(?:{_ENDINGS})(?![a-zA-Z0-9@_\-]){_TAIL}"
)
# Written out, for the two languages name code points of five digits differently.
_TAG_CHARACTERS = "[\U000e0020-\U000e007e]+\U000e007f"
_EMOJI_UNIT = r"(?:[©®]\uFE0F|(?![0-9#*©®])\p{Emoji}(?!\uFE0E)(?:\uFE0F|\p{Emoji_Modifier})?)"

#: The sources that ``counting.js`` holds too: what they mean is the same for both languages.
PATTERNS = {
    "word": f"[{WORD}]",
    "mastodonUrl": _FULL_URL,
    "xUrl": f"{_FULL_URL}|{_BARE_URL}",
    "mention": rf"(?<![/{WORD}])(@[{WORD}](?:[{WORD}.\-]*[{WORD}])?)@[{WORD}.\-]*[{WORD}]",
    "emoji": (
        r"\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3"
        rf"|{_EMOJI_UNIT}(?:"
        "[\U000e0020-\U000e007e]+\U000e007f"
        rf")?(?:\u200D{_EMOJI_UNIT})*"
    ),
    "heavy": r"[^\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]",
    "marks": r"(\p{M}{31,})",
}

WORD_PART = regex.compile(PATTERNS["word"])
X_URL = regex.compile(PATTERNS["xUrl"])
CLUSTER = regex.compile(r"\X")
_MASTODON_URL = regex.compile(PATTERNS["mastodonUrl"])
_MENTION = regex.compile(PATTERNS["mention"])
_EMOJI = regex.compile(PATTERNS["emoji"])
_HEAVY = regex.compile(PATTERNS["heavy"])
_MARKS = regex.compile(PATTERNS["marks"])
_FLAG = regex.compile(r"\p{Regional_Indicator}{2}")


def x_length(text: str) -> int:
    """Weighted characters as X counts them: the text in NFC, Latin and its like 1, all else 2, an emoji sequence 2,
    a link 23, also without "https://" (docs.x.com/fundamentals/counting-characters).
    """
    text, links = X_URL.subn(" ", nfc(text))
    text, emoji = _EMOJI.subn(" ", text)
    return len(text) + len(_HEAVY.findall(text)) + emoji + links * (URL_LENGTH - 1)


def mastodon_length(text: str) -> int:
    """Grapheme clusters as Mastodon counts them: a link with "https://" is 23, ``@user@host`` counts as ``@user``
    (docs.joinmastodon.org/user/posting).
    """
    text, links = _MASTODON_URL.subn(" ", text)
    return graphemes(_MENTION.sub(r"\1", text)) + links * (URL_LENGTH - 1)


def threads_length(text: str) -> int:
    """Code points, but an emoji counts as its bytes in UTF-8 (developers.facebook.com/documentation/threads/posts)."""
    return len(text) + sum(utf8_bytes(emoji) - len(emoji) for emoji in _EMOJI.findall(text))


def graphemes(text: str) -> int:
    """User-perceived characters: extended grapheme clusters of Unicode's annex 29."""
    # A letter stands in for each flag: clusters stay the same, and a long run of flags would take quadratic time.
    return len(CLUSTER.findall(_FLAG.sub("x", text)))


def utf16_units(text: str) -> int:
    """Code units of UTF-16: what JavaScript, Java and TikTok call the length of a text."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def utf8_bytes(text: str) -> int:
    """Bytes of the text in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def nfc(text: str) -> str:
    """The text in Normalization Form C. Runs of more than 30 marks are no language and stay as they are: sorting them
    takes quadratic time (Unicode's annex 15 draws the same line for its stream-safe format).
    """
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(_MARKS.split(text))
    )


#: Name → rule, for :attr:`Network.counting <wagtail_advocacy.networks.base.Network.counting>`.
RULES: dict[str, Callable[[str], int]] = {
    "code points": len,
    "utf-16": utf16_units,
    "graphemes": graphemes,
    "x": x_length,
    "bluesky": graphemes,
    "mastodon": mastodon_length,
    "threads": threads_length,
}
