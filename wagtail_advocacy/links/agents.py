"""What is kept of a user agent: its words. Enough to decide anew what it was, too little to know whose it is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

LONGEST = 160
"""int, characters of a reduced agent."""

LONGEST_READ = 1024
"""int, characters of a user agent; what comes after them is not looked at."""

_LONGEST_WORD = 40
_FIRST_WORDS = 3

# Every letter that is not of the English alphabet ends a word too.
_CHUNK = re.compile(r"[!#&*+\-./0-9:=?@A-Z^_a-z~]+")
_WORD = re.compile(r"[A-Za-z]+(?:[._+-]+[A-Za-z]+)*")
_WITH_DIGITS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*\d[A-Za-z0-9]*")
_LETTERS = re.compile(r"[A-Za-z]{3,}")
_VALUE = re.compile("[=:~]")
_MAIL = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]")
_SPELT_MAIL = re.compile(r"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]{1,64} ?[(\[]at[)\]] ?[A-Za-z0-9.-]+")
_HOST = re.compile(
    r"www\.[a-z0-9._-]+|(?:[a-z0-9_-]+\.)+(?:com|net|org|info|biz|dev|app|gov|edu"
    r"|ai|at|be|ch|co|cz|de|dk|es|eu|fi|fr|gy|ie|in|io|it|jp|me|nl|no|nu|pt|ru|se|si|uk|us)",
    re.IGNORECASE,
)
# What nearly all browsers say: the first to go where there is no room for everything.
_FILLERS = frozenset({"KHTML", "like", "Gecko", "Version/", "Build/", "Safari/", "CPU", "OS", "NT", "Mac", "Mobile"})


def reduce_agent(agent: str) -> str:
    """Return the words of a user agent, each once, at most :data:`LONGEST` characters.

    Names of products keep their slash and lose their version; of everything else only words are kept, and nothing
    that mixes letters and digits as identifiers do. Web addresses become ``http/``, names of hosts ``host/`` and mail
    addresses ``mailto/``. Where there are too many words, those that nearly all browsers have go first, then those in
    the middle: many a robot says its name at the end.
    """
    # The one browser that is named by a digit.
    agent = agent[:LONGEST_READ].replace("w3m/", "w-m/")
    if "at)" in agent or "at]" in agent:
        agent = _SPELT_MAIL.sub(" mailto/ ", agent)
    words = list(dict.fromkeys(chain.from_iterable(map(_words, _CHUNK.findall(agent)))))
    text = " ".join(words)
    return text if len(text) <= LONGEST else _shortened(words)


# Most agents are new combinations of chunks that were seen before.
@lru_cache(maxsize=4096)
def _words(chunk: str) -> tuple[str, ...]:
    if "://" in chunk:
        return ("http/",)
    if "@" in chunk:
        return ("mailto/",) if _MAIL.search(chunk) else ()
    # What stands behind these is a value, an account, a home directory.
    name, *versions = _VALUE.split(chunk, maxsplit=1)[0].split("/")
    if _is_host(name.strip("+._-")):
        return ("host/",)
    words = _letters(name)
    if versions and words:
        words[-1] += "/"
    # Products without a space between them: 1.0+Second/2.0
    words += [f"{found[-1]}/" for version in versions[:-1] if (found := _letters(version))]
    return tuple("host/" if _is_host(word.removesuffix("/")) else word for word in words)


def _is_host(name: str) -> bool:
    return "." in name and bool(_HOST.fullmatch(name))


def _letters(text: str) -> list[str]:
    if text.isalpha():
        return [text[:_LONGEST_WORD]] if len(text) > 1 else []
    words = (word[:_LONGEST_WORD].rstrip("._+-") for word in _WORD.findall(_WITH_DIGITS.sub(_name_of_model, text)))
    return [word for word in words if len(word) > 1]


def _name_of_model(found: re.Match[str]) -> str:
    # Letters and digits in turn are an identifier.
    groups = re.split(r"\d+", found[0])
    return f" {' '.join(filter(_LETTERS.fullmatch, groups))} " if len(groups) == 2 else " "


def _shortened(words: list[str]) -> str:
    words = [word for word in words if word not in _FILLERS]
    first, last = words[:_FIRST_WORDS], []
    room = LONGEST - len(" ".join(first))
    for word in reversed(words[_FIRST_WORDS:]):
        room -= len(word) + 1
        if room < 0:
            break
        last.append(word)
    return " ".join(first + last[::-1])
