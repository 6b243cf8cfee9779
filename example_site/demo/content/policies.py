"""The content policy in English, as it reads today, and the brand style guide.

A block is written as in ``Policy.body``; ``picture`` and ``file`` name motifs and documents, ``days`` count from today.
"""

OPENING = "I work at Larkwater."

CONTENT = {
    "title": "How we talk about Larkwater",
    "what_changed": "Only wording: the part about comments is shorter, and says the same.",
    "body": [
        (
            "introduction",
            {
                "text": "<p>We like it when you talk about our work, and you never have to. These two pages say what goes "
                "well and name the few things that do not go at all.</p>"
                "<p><b>Social media</b> is every place where others can read you: networks, forums, reviews, comments, "
                "groups in messengers. The page is for everybody at Larkwater, from the first day of an apprenticeship, "
                "as soon as a post is about us. Everything else you post is yours, and nobody here reads it.</p>",
            },
        ),
        (
            "do_dont",
            {
                "pairs": [
                    {
                        "do": "Show one thing, close up, and say what it is for.",
                        "do_picture": "part",
                        "dont": "Show what hangs on the wall behind you: plans, names, screens.",
                        "dont_picture": "whiteboard",
                    },
                    {
                        "do": "Tell what you saw yourself: the cold shaft, the second cable, the goat.",
                        "dont": "Pass on an announcement as if it were yours.",
                    },
                    {"do": "Name the colleague who did it, if they are happy with that."},
                    {"do": "Give a number with its unit, and link to where we published it."},
                    {"do": "Say what went wrong as well. People trust a repair more than a promise."},
                    {"do": "Write in the language in which you would tell it at home."},
                    {"do": "Answer questions you can answer, and pass on the others."},
                    {"do": "Correct a mistake openly. Nobody gets in trouble for it."},
                ]
            },
        ),
        (
            "topics",
            {
                "topics": [
                    {
                        "topic": "Party politics in the name of Larkwater",
                        "why": "Town councils of every colour drink our water. Your own opinion is yours; leave our name out of it.",
                    },
                    {
                        "topic": "What a town told us about its network",
                        "why": "Leaks and keys of a waterworks are nobody’s business before the town says so.",
                    },
                ]
            },
        ),
        (
            "text",
            {
                "title": "What has to be right",
                "text": "<p>These are looked at while you write a share, because they can hurt somebody.</p>",
            },
        ),
        (
            "disclosure",
            {
                "sentence": "Whoever praises what we make says first that they work here.",
                "severity": "must",
                "reason": "Readers have a right to know who recommends a pump to them. For products the law says so.",
                "suggestion": OPENING,
                "sentences": f"{OPENING}\nTrabajo en Larkwater.\n#TeamLarkwater",
                "passes": f"{OPENING} This pump is so quiet that you forget it.",
                "fails": "The quietest pump you can buy. #Pumps #TeamLarkwater",
                "categories": ["products"],
            },
        ),
        (
            "avoided_term",
            {
                "sentence": "We promise nothing that depends on other people’s pipes.",
                "severity": "must",
                "reason": "A promise in a post may bind all of us, and a pipe from 1931 reads no posts.",
                "suggestion": "Say what has happened: “tight for eleven winters”.",
                "words": "guarantee*\nnever drips\nleak-free for ever\ncannot break",
                "passes": "Tight for eleven winters, and we look again next year.",
                "fails": "Guaranteed tight: it never drips.",
            },
        ),
        (
            "avoided_term",
            {
                "sentence": "Our water is tested, not pure.",
                "severity": "must",
                "reason": "Drinking water has minerals in it, and may have germs within the limits. Pure is what chemists buy.",
                "words": "pure water\nsterile water\ngerm-free water",
                "replacement": "tested water",
                "passes": "Tested water from our own tap, around the clock.",
                "fails": "Pure water from our own tap, around the clock.",
            },
        ),
        (
            "personal_data",
            {
                "sentence": "No addresses, phone numbers or account numbers of people.",
                "severity": "must",
                "reason": "What is public once stays public, and it is theirs.",
                "suggestion": "Offer to put people in touch.",
                "region": "ES",
                "allowed": "privacy@larkwater.example",
                "passes": "Ask me here, and I will put you in touch with Ruth.",
                "fails": "Ask Ruth, ruth.calloway@larkwater.example, she plans the vans.",
            },
        ),
        (
            "secrets",
            {
                "sentence": "No passwords and no keys, not even old ones.",
                "severity": "must",
                "reason": "Programs look for them day and night.",
                "suggestion": "Give it to the one person who needs it.",
                "passes": "The log-in for the open data is on its page.",
                "fails": "For the open data: password: Heron1974",
            },
        ),
        (
            "quiet_period",
            {
                "sentence": "In the weeks before the yearly report, nothing about orders and figures.",
                "severity": "must",
                "reason": "Towns decide about tenders at that time, and all bidders shall know the same.",
                "suggestion": "Wait for the report, and share that.",
                "words": "record year\nforecast*\norder book\nprofit*",
                "days": [(45, 66)],
                "passes": "Page nine of the report is the one to read.",
                "fails": "Between you and me: it was a record year.",
            },
        ),
        (
            "routed_topic",
            {
                "sentence": "About lawsuits, takeovers and warnings to boil water, Petra has a look first.",
                "severity": "should",
                "reason": "One wrong word there frightens a whole town.",
                "suggestion": "Send her your draft. You have an answer the same day.",
                "words": "lawsuit*\ntakeover*\nboil-water notice*",
                "group": "Petra Nowicka",
                "passes": "We opened the new workshop with soup for everybody.",
                "fails": "About the boil-water notice: it is half as bad.",
            },
        ),
        (
            "text",
            {"title": "What makes it good", "text": "<p>This is advice. You are reminded of it, and you decide.</p>"},
        ),
        (
            "links",
            {
                "sentence": "One link of your own is enough, and it begins with https.",
                "severity": "should",
                "reason": "More of them look like an advertisement, to people and to networks.",
                "suggestion": "Keep the one that says most.",
                "most": 1,
                "passes": "The drawings are on https://www.example.com/pumps",
                "fails": "The drawings are on http://www.example.com/pumps",
            },
        ),
        (
            "alt_text",
            {
                "sentence": "Say in words what a picture shows.",
                "severity": "tip",
                "reason": "Some of your readers hear it instead of seeing it.",
                "suggestion": "One sentence, as you would tell it on the phone.",
                "passes": "Two people look down a shaft.",
                "fails": "–",
            },
        ),
        (
            "shouting",
            {
                "sentence": "Small letters are loud enough.",
                "severity": "tip",
                "reason": "Capitals in a row sound cross.",
                "suggestion": "Let the leak do the hissing.",
                "words": 2,
                "marks": 1,
                "passes": "Eleven leaks in nine days!",
                "fails": "ELEVEN LEAKS FOUND ALREADY!!!",
            },
        ),
        (
            "emoji_count",
            {
                "sentence": "Three emoji are plenty.",
                "severity": "tip",
                "reason": "A screen reader reads each of them out.",
                "suggestion": "Keep the drop.",
                "most": 3,
                "passes": "Found it 💧",
                "fails": "💧💧💧💧 Found it",
            },
        ),
        (
            "practice",
            {
                "language": "<p>The one that your readers speak. Half of us write in Spanish, and that is how it should be.</p>",
                "how_often": "<p>When you have something to tell. Once a month is fine, once a week is a lot.</p>",
                "comments": "<p>Thank people, answer what you know, and leave insults alone. Whoever complains about their "
                "water gets our service number, which is on the website.</p>",
                "who_speaks": "<p>You speak for yourself. For Larkwater speak the heads of department; journalists talk to "
                "Nora Whitcombe.</p>",
            },
        ),
        (
            "questions",
            {
                "questions": [
                    {
                        "question": "Do I have to take part?",
                        "answer": "<p>No. Joining is one click, leaving too, and nobody sees who did neither.</p>",
                    },
                    {
                        "question": "May I post from the night shift?",
                        "answer": "<p>Yes, when the bottles are done. Without names of towns, please.</p>",
                    },
                    {
                        "question": "The check is wrong. What now?",
                        "answer": "<p>Press “This is wrong” and say why. Petra reads it, without your name.</p>",
                    },
                ]
            },
        ),
        (
            "hashtags",
            {"text": "<p>If it fits, and never more than three.</p>", "hashtags": "#TeamLarkwater #LessLostWater"},
        ),
        (
            "contact",
            {
                "name": "Petra Nowicka",
                "role": "Lawyer, policies and privacy",
                "email": "petra.nowicka@larkwater.example",
                "text": "Before you post, when you are not sure. Also when it has happened already.",
            },
        ),
        (
            "protected_speech",
            {
                "text": "Nothing in here keeps anybody from speaking about pay, hours, working conditions or organising, with "
                "colleagues or in public. The checks look only at posts that the company has prepared for sharing."
            },
        ),
    ],
}

COMMENTS_BEFORE = (
    "<p>Thank everybody who writes something kind. Answer questions to which you know the answer, and leave insults "
    "without a reply. Whoever complains about their water should get our service number, which is on the website.</p>"
)
"""How the content policy answered “how to answer comments” in its first version."""

BRAND = {
    "title": "How Larkwater looks and reads",
    "body": [
        (
            "introduction",
            {
                "text": "<p>Write as you talk. A few things are recognised because they always look the same; here they are.</p>"
            },
        ),
        (
            "preferred_term",
            {
                "sentence": "Larkwater is one word with one capital.",
                "severity": "should",
                "reason": "People search for it, and find us by it.",
                "suggestion": "Larkwater",
                "name": "Larkwater",
                "instead_of": "Lark Water\nLark-Water",
                "passes": "At Larkwater we listen to pipes.",
                "fails": "At LarkWater we listen to pipes.",
            },
        ),
        (
            "look",
            {
                "text": "<ul><li>Leave the logo as much room as it is high.</li><li>Take the logo as it comes: not turned, not "
                "stretched, not in another colour.</li><li>Pictures show people at work, in daylight, who have said yes.</li></ul>",
                "downloads": [{"file": "logo", "label": "The logo, for print and screen"}],
            },
        ),
        (
            "do_dont",
            {
                "pairs": [
                    {
                        "do": "The logo stands alone, with air around it.",
                        "do_picture": "logo",
                        "dont": "The logo is stretched, turned and painted.",
                        "dont_picture": "squeezed",
                    },
                    {"do": "One thing in the middle, close enough to touch.", "do_picture": "part"},
                ]
            },
        ),
        (
            "inclusive_wording",
            {
                "sentence": "Name what people do, not what they are.",
                "severity": "tip",
                "reason": "Half of our fitters are women, and all of them can read.",
                "pairs": "foreman = team leader\nmanpower = people\nchairman = chair\nworkmen = fitters",
                "passes": "The team leader had soup ready.",
                "fails": "The foreman had soup ready.",
            },
        ),
        (
            "hashtag_form",
            {
                "sentence": "Begin each word of a hashtag with a capital.",
                "severity": "tip",
                "reason": "A screen reader then reads words.",
                "suggestion": "#LessLostWater",
                "most": 0,
                "camel_case": True,
                "passes": "Eleven leaks less. #LessLostWater",
                "fails": "Eleven leaks less. #lesslostwater",
            },
        ),
        ("hashtags", {"text": "<p>Ours, once.</p>", "hashtags": "#TeamLarkwater"}),
        (
            "contact",
            {
                "name": "Sofie Brandt",
                "role": "Website and pictures",
                "email": "sofie.brandt@larkwater.example",
                "text": "For pictures, the logo in other formats, and a second opinion.",
            },
        ),
    ],
}

PAGES = [
    # site, title, slug, whether strangers may read it, introduction
    (
        "intranet",
        "Guidelines",
        "guidelines",
        False,
        "<p>What goes well, what does not, and whom to ask. Two pages, no small print.</p>",
    ),
    (
        "website",
        "How our people talk about us",
        "social-media-guidelines",
        True,
        "<p>Our people post about their work because they like to. This is what they have agreed to, for anybody to read.</p>",
    ),
]

DISPUTES = [
    # days ago, the rule, the marked words, why it is wrong
    (
        2,
        "We promise nothing that depends on other people’s pipes.",
        "guaranteed",
        "I wrote that nothing is guaranteed, which is just what the rule asks for.",
    ),
    (
        5,
        "No addresses, phone numbers or account numbers of people.",
        "+34 900 123 456",
        "That is our public emergency number; it is on every van.",
    ),
]
