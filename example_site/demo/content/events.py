"""Dates ahead. ``days`` from today; hours are local."""

EVENTS = [
    {
        "title": "Open workshop in Eskmouth",
        "days": 9,
        "hours": (14, 18),
        "place": "Pump works, Eskmouth, gate 2",
        "picture": "open",
        "invitation": "Anyone who wonders what you do all day can see it here, and bring the children.",
        "summary": "See a pump being cast, turned and tested, and take a small one apart yourself. Apprentices show you round. Coffee, cake and hearing protection are on us.",
    },
    {
        "title": "Water Days in Hallin",
        "days": 23,
        "hours": (9, 18),
        "place": "Exhibition hall, Hallin, stand 14",
        "picture": "fair",
        "invitation": "Our stand has no brochures, only people. Tell your network when you are there.",
        "summary": "The yearly meeting of small waterworks. At our stand you can listen to a leak, watch water through a transparent pump and ask people who hold these things in their hands every day.",
    },
    {
        "title": "Lecture: what a town should know about its pipes",
        "days": 37,
        "hours": (18, 20),
        "place": "Town hall, Marrowby",
        "picture": "map",
        "invitation": "For everyone who has ever wondered why the road in front of the house is open again.",
        "summary": "Helen Marsh and Samuel Adeyemi show with maps and sounds how water gets lost, what that costs, and what a council can decide at its next meeting. In plain language, with time for questions.",
    },
    {
        "title": "Puertas abiertas en Puerto Sereno",
        "days": 51,
        "hours": (10, 14),
        "place": "Meter hall, Puerto Sereno",
        "picture": "sun",
        "invitation": "For friends and neighbours on the coast; tours in Spanish and English.",
        "summary": "A morning in the meter hall: how a meter is built in eleven minutes, how the roof powers the presses, and where the stork lives. Tours every half hour in Spanish and English.",
    },
]
