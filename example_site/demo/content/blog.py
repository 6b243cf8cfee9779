"""The public blog. ``slug`` is what news and shareable items refer to."""

BLOG = [
    {
        "slug": "how-to-hear-a-leak",
        "title": "How to hear a leak through two metres of clay",
        "topic": "Leak detection",
        "author": "Samuel Adeyemi, service technician",
        "days": 5,
        "picture": "leak",
        "intro": "Water that escapes makes a sound. The art is to be there at night, in forty places at once, and to know what a fridge sounds like.",
        "body": [
            (
                "text",
                "<p>A pipe under pressure hisses where it is broken. Clay swallows the high notes, traffic drowns the low ones, and what is left "
                "travels along the metal. A person with a listening stick can find it, one street at a time.</p>"
                "<p>We put a logger on forty valves instead and let them listen between two and four in the morning. Where two of them hear the same hiss, "
                "the difference in time tells us where it comes from.</p>",
            ),
            ("heading", "The fridge problem"),
            (
                "text",
                "<p>The first night gave us thirty-one leaks. Twenty were refrigerators, compressors and one very large aquarium. "
                "They switch on and off; a leak never does. Since the loggers know that, they are right nine times out of ten.</p>",
            ),
            ("facts", [("40", "loggers"), ("11", "leaks in nine nights"), ("240 m³", "of water saved every day")]),
        ],
    },
    {
        "slug": "the-same-leave-for-every-parent",
        "title": "The same leave for every parent",
        "topic": "Working here",
        "author": "Miriam Adler, head of people",
        "days": 8,
        "picture": "family",
        "intro": "Twenty weeks, full pay, in every town and for every kind of family. Why a firm of 640 people can afford it, and why we think it cannot afford less.",
        "body": [
            (
                "text",
                "<p>Our old rules filled eleven pages, because we work in two countries and had copied the law of both. People took what they could explain "
                "to their team, which was usually less than they were entitled to.</p>"
                "<p>The new rule fits on a postcard. It costs us about as much as one machine every two years. We have bought machines with a worse return.</p>",
            ),
            (
                "quote",
                "My daughter was adopted at four. Nobody asked me to prove that this counts.",
                "A colleague in the meter hall",
            ),
        ],
    },
    {
        "slug": "why-we-rebuild-pumps",
        "title": "Why we rebuild pumps that we could replace",
        "topic": "Repair",
        "author": "Marek Dvorak, rebuild workshop",
        "days": 24,
        "picture": "rebuild",
        "intro": "A cast casing lasts a hundred years. Everything that wears out weighs nine kilograms. It took us too long to draw the conclusion.",
        "body": [
            (
                "text",
                "<p>When a pump comes back to Eskmouth we take it apart completely. The casing is washed, measured and almost always good. "
                "Shaft, bearings and seals are new. The impeller gets today's shape, because we have learnt something since 1974.</p>"
                "<p>The pump that leaves is cheaper than a new one and uses less power than it ever did. And the well house does not have to be rebuilt around it.</p>",
            ),
            ("facts", [("1,000", "pumps since 2016"), ("62%", "of the metal stays"), ("18%", "less electricity")]),
        ],
    },
    {
        "slug": "learning-a-trade-with-water",
        "title": "Learning a trade with water in it",
        "topic": "Working here",
        "author": "Tariq Hussain, training workshop",
        "days": 35,
        "picture": "apprentice",
        "form": "apprenticeship",
        "intro": "Fourteen apprentices start with us every September. We do not ask for marks. We ask them to take a pump apart.",
        "body": [
            (
                "text",
                "<p>Our interview lasts a morning. Candidates get a small pump, a set of keys and two hours. Some are quick. Some are careful. "
                "The ones we remember are those who say: this seal has been fitted the wrong way round before.</p>"
                "<p>Three years later they can turn a shaft, read a drawing, weld stainless steel and explain to a mayor why the pressure drops in the evening. "
                "Nine in ten stay.</p>",
            ),
            ("heading", "Next September"),
            (
                "text",
                "<p>Eight places in Eskmouth, four in Marrowby, two in Puerto Sereno. Come by before you apply; the workshop door is open on the first Friday of every month.</p>",
            ),
        ],
    },
    {
        "slug": "a-year-under-a-solar-roof",
        "title": "A year under a solar roof",
        "topic": "Environment",
        "author": "Carmen Ibarra, meter hall",
        "days": 43,
        "picture": "roof",
        "intro": "Four hundred and twelve megawatt hours, one stork, and what we would do differently next time.",
        "body": [
            (
                "text",
                "<p>The meter hall in Puerto Sereno is flat, long and lies in the sun. It took us nine years to see it that way. "
                "Since last autumn 960 modules cover it, and from ten to four the presses run on what falls on the roof.</p>"
                "<p>What we would do differently: put the cleaning walkway in the middle, ask the neighbours before the crane comes, and plan for the stork.</p>",
            ),
            ("facts", [("412 MWh", "in the first year"), ("91%", "used on the spot"), ("960", "modules")]),
        ],
    },
    {
        "slug": "a-night-in-the-water-laboratory",
        "title": "A night in the water laboratory",
        "topic": "Laboratories",
        "author": "Daniel Fofana, night shift",
        "days": 60,
        "picture": "lab",
        "intro": "Three hundred and forty bottles, one call at a quarter to five, and why nothing is the best result we know.",
        "body": [
            (
                "text",
                "<p>Drinking water is tested while you sleep, because the samples were taken while you worked. The vans reach Hallin at ten. "
                "Every bottle gets a number before anybody opens it.</p>"
                "<p>Most of the night is waiting, and most of what we wait for does not come. Plates stay empty. Curves stay flat. "
                "At a quarter to five one of them did not: copper, three times the limit. We rang the waterworks. It was a new tap in a school kitchen, and it was out before breakfast.</p>",
            ),
        ],
    },
    {
        "slug": "what-a-lost-litre-costs",
        "title": "What a lost litre costs a town",
        "topic": "Leak detection",
        "author": "Helen Marsh, project manager",
        "days": 78,
        "picture": "town",
        "intro": "A town that loses a quarter of its water has not lost a quarter of its money. It is usually more, and it is not where people look.",
        "body": [
            (
                "text",
                "<p>The water itself is the smallest part. Every lost litre was lifted from the ground, cleaned, tested and pressed uphill. "
                "In a hilly town of twenty thousand people that is half the electricity bill of the waterworks.</p>"
                "<p>Then come the pipes that are laid larger than necessary, the roads that sag, and the reservoir that is planned because the old one is never full. "
                "We advise towns to count these four together before they talk about any of them.</p>",
            ),
            (
                "facts",
                [
                    ("24%", "lost in a typical old network"),
                    ("€310,000", "a year in a town of 20,000"),
                    ("3 years", "to halve it"),
                ],
            ),
        ],
    },
    {
        "slug": "a-pump-for-a-bedroom-window",
        "title": "A pump for under a bedroom window",
        "topic": "Products",
        "author": "Walter Greaves, works manager",
        "days": 130,
        "picture": "pump",
        "intro": "The quietest pump we make was ordered by a man who could not sleep. It took two years and changed the whole series.",
        "body": [
            (
                "text",
                "<p>The waterworks had put a booster station where there was room, six metres from a house. It kept every limit. It also kept a family awake.</p>"
                "<p>Noise from a pump has three sources: bearings, motor, and water that does not like the path it is given. We knew the first two. "
                "For the third we gave the impeller seven blades of unequal distance, so that there is no single note left. It sounds like nothing in particular, which is what people want from a pump.</p>",
            ),
        ],
    },
    {
        "slug": "a-meter-that-keeps-quiet",
        "title": "A meter that keeps quiet",
        "topic": "Products",
        "author": "Lars Holmgren, product manager",
        "days": 159,
        "picture": "gauge",
        "intro": "Most digital meters send a reading every hour. Ours sends one a month, unless it has something to say.",
        "body": [
            (
                "text",
                "<p>A reading every hour tells a stranger when you shower. A town does not need to know that. It needs the sum of the month, "
                "and it needs to know at once if water runs in a house for a whole night.</p>"
                "<p>So the meter decides. It keeps its figures for itself, adds them up, and speaks only for those two reasons. The battery lasts sixteen years, "
                "because silence costs nothing.</p>",
            ),
            (
                "quote",
                "It is the first data sheet that our data protection officer finished reading.",
                "A customer in the north",
            ),
        ],
    },
    {
        "slug": "working-outside-a-technicians-week",
        "title": "Working outside: a technician's week",
        "topic": "Working here",
        "author": "Elena Prieto, service technician",
        "days": 177,
        "picture": "hills",
        "intro": "Five days, nine villages, one flat tyre and a goat. What the work in field service is really like.",
        "body": [
            (
                "text",
                "<p>Monday is planning, and planning is Ruth. She knows which mayor likes to be called first and which road is closed for the fair.</p>"
                "<p>Tuesday to Thursday I am on the road: a commissioning in the hills, two meters that do not speak, a pump that speaks too much. "
                "I carry parts for sixty jobs and coffee for three.</p>"
                "<p>Friday I write down what I have seen. Half of what the laboratory builds next year starts in these notes. We are looking for two more people, by the way.</p>",
            ),
        ],
    },
]

FORMS = [
    {
        "slug": "apprenticeship",
        "title": "Apply for an apprenticeship",
        "intro": "No marks, no cover letter. Tell us how to reach you, and what you took apart last.",
        "thanks": "Thank you. Tariq writes to everybody within a week.",
        "conversion_kind": "application",
        "days": 35,
        # label, kind of field, whether it has to be answered
        "questions": [
            ("Your name", "singleline", True),
            ("E-mail", "email", True),
            ("What did you take apart last?", "multiline", False),
        ],
    },
]
