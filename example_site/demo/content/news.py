"""News of the intranet. ``days`` is how long ago it appeared; ``picture`` names a motif and its palette."""

NEWS = [
    {
        "title": "Eleven leaks in nine days",
        "topic": "Field service",
        "author": "leader",
        "days": 4,
        "picture": "leak",
        "public": "how-to-hear-a-leak",
        "intro": "The listening loggers that Priya's group built in Hallin have spent nine nights on the mains of Marrowby. "
        "They heard more than anyone expected.",
        "description": "Nine nights, forty loggers, eleven leaks: what the listening trial in Marrowby found.",
        "body": [
            (
                "text",
                "<p>Forty loggers, each the size of a coffee tin, sat on valves under the old town and recorded two hours every night. "
                "By the second Thursday the map showed eleven places where water was running and nobody had ordered any.</p>"
                "<p>Zainab and I dug at the first four. Every one was within a metre of the mark. The loudest had been "
                "running under Tanner's Row for so long that it had washed out its own little cave.</p>",
            ),
            (
                "facts",
                [("11", "leaks found"), ("40", "loggers in the ground"), ("0.8 m", "mean distance from the mark")],
            ),
            (
                "quote",
                "You put on the headphones and the street sounds like a kettle that never boils.",
                "Zainab Haidari, leak detection",
            ),
            (
                "text",
                "<p>The town has asked us to stay until March. Thank you to the laboratory for answering the telephone at five in the morning.</p>",
            ),
        ],
    },
    {
        "title": "Line 3 has run its first full week",
        "topic": "Production",
        "author": "Tomasz Zieliński",
        "days": 6,
        "picture": "pump",
        "intro": "After the rebuild in October the new pump line in Eskmouth went through five days without one unplanned stop.",
        "description": "The rebuilt pump line in Eskmouth has completed five days without an unplanned stop.",
        "body": [
            (
                "text",
                "<p>We built 214 pumps between Monday and Friday. That is not a record; the old line once made 230. "
                "But nobody stayed late, nothing was made twice, and you can talk at the test bench without shouting.</p>"
                "<p>Grace measured 71 decibels beside station 6. In spring it was 83.</p>",
            ),
            ("heading", "What is still open"),
            (
                "text",
                "<ul><li>The crane at station 2 is slow. A new motor comes in the second week of next month.</li>"
                "<li>Station 9 needs a second screen, so that both fitters see the drawing.</li>"
                "<li>We want a bench for apprentices at the end of the line. Walter has said yes.</li></ul>",
            ),
        ],
    },
    {
        "title": "The same leave for every parent",
        "topic": "Working here",
        "author": "Miriam Adler",
        "days": 9,
        "picture": "family",
        "public": "the-same-leave-for-every-parent",
        "intro": "From January every new parent at Larkwater has twenty weeks at full pay, however the child came into the family.",
        "description": "From January every new parent at Larkwater has twenty weeks of leave at full pay.",
        "body": [
            (
                "text",
                "<p>Until now the number of weeks depended on the country you work in and on which parent you are. "
                "Several of you wrote in the autumn survey that this is hard to explain at home. You are right.</p>"
                "<p>The rule is now short: <b>twenty weeks, full pay, every parent, in every town.</b> You may take them in one piece "
                "or in up to four. Where the law gives more, the law counts.</p>",
            ),
            ("heading", "If your child is already here"),
            (
                "text",
                "<p>Anyone whose child was born or adopted after 1 July can still take the weeks they did not have. "
                "Write to Lucía or to me; one line is enough.</p>",
            ),
        ],
    },
    {
        "title": "The third quarter in five sentences",
        "topic": "Company",
        "author": "George Pell",
        "days": 14,
        "picture": "quarter",
        "intro": "Orders are up, margins are where they were, and one warehouse costs us more than it should.",
        "description": "Third quarter: orders, margins and one warehouse, in five sentences.",
        "body": [
            (
                "text",
                "<ol><li>Orders grew by six per cent, almost all of it meters.</li>"
                "<li>What we keep of every hundred euros is unchanged at a little over eight.</li>"
                "<li>Copper became dearer again and we did not pass all of it on.</li>"
                "<li>The warehouse in Hallin holds parts for machines we no longer sell; we will clear it by summer.</li>"
                "<li>Nobody's job depends on any of these sentences.</li></ol>"
                "<p>The full figures are in the finance folder. Please keep them inside the house until the annual report.</p>",
            ),
        ],
    },
    {
        "title": "Two people, one gas meter, every chamber",
        "topic": "Safety",
        "author": "Callum Reid",
        "days": 18,
        "picture": "chamber",
        "intro": "From Monday nobody opens a chamber alone, not even for a reading, not even if it has always been fine.",
        "description": "New rule for chambers: two people and a gas meter, always.",
        "body": [
            (
                "text",
                "<p>In September a colleague felt dizzy in a meter chamber that he had entered a hundred times. "
                "He climbed out by himself and is well. The air at the bottom held eleven per cent oxygen.</p>"
                "<p>So the rule has no exceptions any more:</p>"
                "<ul><li>Two people, one of them above.</li><li>The gas meter goes down on its line before anybody does.</li>"
                "<li>No second person, no entry. Ruth moves the appointment and the customer hears it from us, not from you.</li></ul>",
            ),
            (
                "quote",
                "I would rather explain a late reading than anything else.",
                "Fiona Strand, head of field service",
            ),
        ],
    },
    {
        "title": "A thousand pumps that nobody threw away",
        "topic": "Production",
        "author": "Marek Dvorak",
        "days": 23,
        "picture": "rebuild",
        "public": "why-we-rebuild-pumps",
        "intro": "On Tuesday pump number 1,000 left the rebuild workshop. It was built in 1974 and goes back to the same village.",
        "description": "The rebuild workshop in Eskmouth has sent its thousandth pump back to work.",
        "body": [
            (
                "text",
                "<p>It came to us on a trailer, under a blanket. Fifty-two years in a well house, bearings gone, casing as good as new. "
                "Elsie turned a new shaft, Joel did the seals, and the test bench gave it ninety-four per cent of the power it had when it was young.</p>",
            ),
            (
                "facts",
                [
                    ("1,000", "pumps rebuilt since 2016"),
                    ("62%", "of the metal stays"),
                    ("9 days", "from trailer to trailer"),
                ],
            ),
            ("text", "<p>There is cake in the workshop on Friday at three. The pump cannot come.</p>"),
        ],
    },
    {
        "title": "What we changed after the autumn survey",
        "topic": "Working here",
        "author": "editor",
        "days": 30,
        "picture": "survey",
        "intro": "471 of you answered. Here is what you asked for most often, and what has become of it.",
        "description": "471 answers to the autumn survey, and what has been changed because of them.",
        "body": [
            ("heading", "Done"),
            (
                "text",
                "<ul><li>Shift plans are out four weeks ahead, not two.</li><li>The canteen in Hallin opens for the night shift.</li>"
                "<li>Every van has the second charging cable.</li></ul>",
            ),
            ("heading", "Begun"),
            (
                "text",
                "<ul><li>One rule for parental leave in all towns.</li><li>Showers in Puerto Sereno: the plumber, of all people, is late.</li></ul>",
            ),
            ("heading", "Not now"),
            (
                "text",
                "<p>A four-day week in production. We looked at three ways to do it and none holds with one set of test benches. "
                "We will look again when line 4 is there.</p>",
            ),
        ],
    },
    {
        "title": "Fourteen places for apprentices",
        "topic": "Learning",
        "author": "Tariq Hussain",
        "days": 36,
        "picture": "apprentice",
        "public": "learning-a-trade-with-water",
        "intro": "The places for next September are open. If you know someone who takes things apart to see how they work, tell them.",
        "description": "Fourteen apprenticeships start next September; applications are open.",
        "body": [
            (
                "text",
                "<p>Eight places in Eskmouth, four in Marrowby, two in Puerto Sereno. No marks are required. "
                "What counts is a morning in the workshop: candidates strip a small pump, put it together again, and tell us what they noticed.</p>"
                "<p>Last year six of fourteen had heard of us from somebody who works here. That is worth more than any advertisement.</p>",
            ),
            (
                "quote",
                "I put it together with one screw left over. They asked where I thought it belonged. That was the interview.",
                "Joel Winters, second year",
            ),
        ],
    },
    {
        "title": "The roof in Puerto Sereno has paid its first bill",
        "topic": "Environment",
        "author": "Carmen Ibarra",
        "days": 44,
        "picture": "roof",
        "public": "a-year-under-a-solar-roof",
        "intro": "One year of sun on the meter hall: 412 megawatt hours, of which we used nine tenths ourselves.",
        "description": "One year of solar power on the meter hall in Puerto Sereno, in figures.",
        "body": [
            (
                "text",
                "<p>On the roof there are 960 modules, and since June a stork. On a normal working day the hall now needs nothing from the grid "
                "between ten and four. In August the presses waited for the sun on eleven mornings; nobody noticed but the electricity meter.</p>",
            ),
            ("facts", [("412 MWh", "in the first year"), ("91%", "used in the hall"), ("7 years", "until it is paid")]),
        ],
    },
    {
        "title": "Come to Water Days, and bring a question",
        "topic": "Company",
        "author": "Sofie Brandt",
        "days": 52,
        "picture": "fair",
        "intro": "We have a stand, a transparent pump and four hours each that nobody wants to stand alone.",
        "description": "Who stands at our stand at Water Days, when, and what for.",
        "body": [
            (
                "text",
                "<p>The fair is in Hallin, three stops from the laboratory. Last year most visitors were students and people from small towns "
                "with old pipes; they do not want a brochure, they want somebody who has held the thing in their hands.</p>"
                "<p>So please: fitters, samplers, dispatchers. A shift is four hours, travel and time are paid, coffee is good. The list hangs at the gate.</p>",
            ),
        ],
    },
    {
        "title": "One night with the Hallin night shift",
        "topic": "Laboratories",
        "author": "Daniel Fofana",
        "days": 61,
        "picture": "lab",
        "public": "a-night-in-the-water-laboratory",
        "intro": "Between ten at night and six in the morning 340 bottles go through the laboratory. This is what they meet there.",
        "description": "340 bottles between ten and six: a night in the water laboratory.",
        "body": [
            (
                "text",
                "<p>22:10. The vans from the coast come in. Every bottle gets a number before it gets a lid off.</p>"
                "<p>01:30. The quiet hour. The incubators hum at 36 degrees, Mei counts what grew yesterday. Usually nothing; nothing is the best result we know.</p>"
                "<p>04:45. One sample shows copper. We measure again, then a third time, then we telephone the waterworks and wake somebody up. "
                "It was a new tap in a school kitchen. They thanked us anyway.</p>",
            ),
        ],
    },
    {
        "title": "Tell people what you do: our sharing programme",
        "topic": "Working here",
        "author": "leader",
        "days": 75,
        "picture": "voices",
        "intro": "Larkwater Voices is open to everybody. It is voluntary, it takes a minute, and nobody keeps a list of who did not.",
        "description": "Larkwater Voices: how sharing from the intranet works, and what it does not do.",
        "body": [
            (
                "text",
                "<p>When one of us tells the story of a leak or a rebuilt pump, people listen. When the company tells it, they scroll on. "
                "So the intranet now has a button: choose a story, put it in your own words, post it where you like.</p>",
            ),
            ("heading", "Three things that hold"),
            (
                "text",
                "<ul><li>You join because you want to and leave with one click.</li>"
                "<li>Your words are yours. Change every one of them.</li>"
                "<li>Say that you work here. It is fair to those who read it.</li></ul>"
                "<p>Questions go to me or, if they are about privacy, to Petra.</p>",
            ),
        ],
    },
]
