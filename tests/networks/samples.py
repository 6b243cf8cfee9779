"""Texts that are hard to count, shared by the tests of the server and of the browser."""

FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

#: Rule → text → what the network itself, or its published tests, count.
#: x: docs.x.com/fundamentals/counting-characters; github.com/twitter/twitter-text, conformance/validate.yml and the
#: joiners' test of its Objective-C version. bluesky: github.com/bluesky-social/atproto, the lexicon's tests of
#: ``maxGraphemes``. mastodon: github.com/mastodon/mastodon, spec/validators/status_length_validator_spec.rb.
#: threads: developers.facebook.com/documentation/threads/posts ("emojis are counted as the number of UTF-8 bytes").
PUBLISHED: dict[str, dict[str, int]] = {
    "x": {
        "This is a test.": 15,
        "http://test.com": 23,
        "https://test.com": 23,
        "test.com": 23,
        "Test https://test.com test https://test.com test.com test": 86,
        "저찀쯿쿿": 8,
        "の" * 140: 280,
        "\U0001f431" * 140: 280,
        "ZWJ: क्ष -> क्\u200dष; ZWNJ: क्ष -> क्\u200cष": 35,
        "👾": 2,
        "🙋🏽": 2,
        "👨\u200d🎤": 2,
        FAMILY: 2,
        "http://example.com/Русские_слова": 23,
        "HTTPS://www.ExaMPLE.COM/index.html": 23,
    },
    "bluesky": {"1234" + FAMILY: 5, FAMILY: 1, "e\u0301": 1},
    "mastodon": {
        "a" * 476 + " http://" + "b" * 30 + ".com/example": 500,
        "a" * 475 + " @alice@" + "b" * 30 + ".com": 482,
        "@alice": 6,
    },
    "threads": {"plain words": 11, "👍": 4, "ok 👍": 7, FAMILY: 25, "❤️": 6},
    "code points": {"日本語": 3, "e\u0301": 2, FAMILY: 7},
    "utf-16": {"日本語": 3, "👍": 2, FAMILY: 11},
}

#: What else people type and paste.
NASTY: dict[str, str] = {
    "nothing": "",
    "spaces": " \t\n  ",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "zero width inside": "wa\u200bter \u2060works",
    "marks of direction": "\u200eabc\u200f \u061cאבג",
    "an override left open": "start \u202etrats",
    "isolates nested and open": "a \u2067b \u2066c\u2069 d\n\u2068e",
    "closed too often": "a\u202c\u202c\u2069",
    "emoji families": f"{FAMILY}{FAMILY} 👩‍❤️‍💋‍👨 🧑🏽‍🤝‍🧑🏿",
    "emoji of skin and hair": "🙋🏽 👩🏿‍🦱 ✊🏼",
    "flags": "🇫🇷🇩🇪🇪🇸 🇺",
    "flag of tags": f"{ENGLAND} and {ENGLAND}",
    "keycaps": "1️⃣2️⃣ # * 3",
    "signs that are emoji or not": "© ©️ ™ ™️ ❤ ❤️ ☺︎",
    "300 combining marks": "Z" + "\u0301\u0327\u0489" * 100,
    "300 combining marks alone": "\u0327\u0301" * 150,
    "a letter in two forms": "cafe\u0301 café Å Å",
    "Chinese, Japanese, Korean": "中文，日本語。한국어",
    "old Korean": "\u1112\u1161\u11ab",
    "Hindi": "हिन्दी में नमस्ते क्षत्रिय",
    "Tamil and Thai": "தமிழ் ภาษาไทย",
    "Arabic and Hebrew": "مرحبا بالعالم שלום #וואו",
    "link": "see https://example.com/a_(b)?c=d&e=%20#f.",
    "link without scheme": "see example.com/a, go.example.co.uk and bit.ly/abc or example.de",
    "link in capitals": "HTTPS://EXAMPLE.COM/ABC Example.COM",
    "link of other letters": "https://müller.example/ü https://日本.example https://пример.рф/путь",
    "link beside letters": "日本https://example.comです example.comこれ",
    "no links": "anna@example.com finished.Then #example.com http://localhost/a 1.2.3 a..com",
    "mentions": "@anna @anna@social.example (@ben.b@x.example) anna@social.example @@x",
    "hashtags": "#Water #Año #日本 #2026 # #a-b",
    "markup": "<b>\"A\" & 'B'</b> « » “ ” – — …",
    "line ends": "one\r\ntwo\rthree\n\nfour",
    "controls": "a\x00b\x1b[1mc\x7fd\x85e",
    "bytes and clusters": FAMILY * 140,
    "joiners at the ends": "\u200dabc\u200d",
    "many lines": "line\n" * 50,
}

TEXTS = {**NASTY, **{f"published {rule} {n}": text for rule in PUBLISHED for n, text in enumerate(PUBLISHED[rule])}}
