"""Jobs at Larkwater. ``days`` is how long ago a vacancy was posted, ``ends`` in how many days its last one is.

``state``: ``live`` (the default), ``draft``, ``waiting`` (for its hiring manager), ``filled`` or ``withdrawn``.
A location is ``(town, country)``, a caption ``(language, network, words)``.
"""

VACANCIES = [
    {
        "title": "Service technician, Marrowby and the valleys",
        "team": "Field service",
        "why": "Do you know someone who likes to work alone and drink coffee with mayors?",
        "hiring_manager": "Fiona Strand",
        "locations": [("Marrowby", "GB")],
        "salary": (2900, 3400, "GBP", "MONTH"),
        "description": (
            "<p>Install, listen, repair: you look after the pumps and meters of nineteen villages, from the van that "
            "becomes your second home.</p><ul><li>You plan your week with Ruth, who knows every road.</li>"
            "<li>You find leaks by ear, and we teach you how.</li><li>Every second month you carry the night phone."
            "</li></ul>"
        ),
        "requirements": (
            "<ul><li>A trade that taught you to work with your hands</li><li>A driving licence</li>"
            "<li>Patience with people and with clay</li></ul>"
        ),
        "benefits": "<p>Van, tools and training from us. Thirty days of holiday, and nobody goes down a chamber alone.</p>",
        "languages": "English",
        "bonus": (600, "GBP"),
        "picture": "map",
        "days": 12,
        "ends": 45,
        "captions": [
            (
                "en",
                "",
                "My team is looking for one more: service technician, Marrowby and the valleys. You get a van, a "
                "territory and Ruth, who plans your week better than you would.",
            ),
            ("en", "", "Do you repair things because you cannot leave them alone? We have a van for you."),
            (
                "es",
                "",
                "Mi equipo busca técnico o técnica de servicio en Marrowby. Furgoneta, zona propia y buena compañía por "
                "radio.",
            ),
        ],
    },
    {
        "title": "Tender specialist, three days a week",
        "team": "Customers and projects",
        "why": "Part time on this level is rare. Worth telling.",
        "hiring_manager": "Victor Amaya",
        "workplace": "remote",
        "employment_type": "PART_TIME",
        "locations": [("", "GB"), ("", "SE"), ("", "ES")],
        "salary": (34000, 40000, "EUR", "YEAR"),
        "description": (
            "<p>Read what towns ask for, write what we can promise. Twenty-four hours a week, from wherever you live "
            "in Great Britain, Sweden or Spain.</p><p>Some tenders have four hundred pages. You find the sentence that "
            "matters.</p>"
        ),
        "requirements": "<ul><li>You have written offers before</li><li>You like deadlines, or at least survive them</li></ul>",
        "benefits": "<p>Your hours are yours to lay out. Four times a year we meet in one of our towns.</p>",
        "languages": "English, good Spanish",
        "picture": "fair",
        "palette": "mist",
        "days": 48,
        "captions": [
            (
                "en",
                "",
                "Three days a week, from wherever you live: somebody who reads tenders as others read crime novels.",
            ),
            (
                "es",
                "",
                "Tres días a la semana, desde donde vivas: alguien que lea pliegos como quien lee novelas.",
            ),
        ],
    },
    {
        "language": "es",
        "title": "Electricista de mantenimiento en Puerto Sereno",
        "team": "Producción",
        "why": "Seguro que conoces a alguien con manos finas que quiere volver a la costa.",
        "hiring_manager": "Carmen Ibarra",
        "locations": [("Puerto Sereno", "ES")],
        "salary": (26000, 29000, "EUR", "YEAR"),
        "description": (
            "<p>Cuadros eléctricos, bombas y buen humor: buscamos electricista para el taller de Puerto Sereno, con "
            "jornada continua y formación a nuestro cargo.</p>"
        ),
        "requirements": "<ul><li>Formación profesional en electricidad</li><li>Saber leer un esquema y contarlo</li></ul>",
        "languages": "Español",
        "bonus": (500, "EUR"),
        "picture": "sun",
        "days": 15,
        "captions": [
            (
                "es",
                "",
                "En mi taller hace falta electricista: jornada continua, mar al lado y bombas que se dejan arreglar.",
            ),
            ("es", "", "¿Sabes leer un esquema eléctrico y te gusta el mar? En Puerto Sereno hay un puesto para ti."),
        ],
    },
    {
        "title": "Acoustics engineer for leak detection",
        "team": "Laboratories",
        "why": "Priya's team grows by one. Musicians who studied physics are welcome.",
        "hiring_manager": "manager",
        "workplace": "hybrid",
        "locations": [("Hallin", "SE"), ("Eskmouth", "GB")],
        "salary": (46000, 54000, "EUR", "YEAR"),
        "description": (
            "<p>Water that leaves a pipe makes a noise. You build the instruments and the arithmetic that hear it "
            "through two metres of clay.</p><p>Two days a week in the laboratory, the others where you think best.</p>"
        ),
        "requirements": "<ul><li>A degree in acoustics, physics or something that taught you the same</li><li>Python, or the wish to learn it</li></ul>",
        "benefits": "<p>A laboratory with a view of the harbour, and listening nights in the field.</p>",
        "languages": "English",
        "bonus": (800, "EUR"),
        "picture": "voices",
        "days": 27,
        "ends": 20,
        "captions": [
            ("en", "", "My colleagues listen to clay for a living, and they are looking for one more pair of ears."),
            (
                "en",
                "linkedin",
                "An acoustics engineer who wants to hear water where others hear nothing.\n\nTwo days in the laboratory, three wherever you think best.",
            ),
            ("es", "", "Buscamos ingeniería acústica para oír fugas a través de dos metros de arcilla."),
        ],
    },
    {
        "title": "Data analyst, lost water",
        "team": "Customers and projects",
        "why": "For somebody who prefers one honest number to ten nice ones.",
        "hiring_manager": "Victor Amaya",
        "locations": [("Eskmouth", "GB")],
        "salary": (38000, 43000, "GBP", "YEAR"),
        "description": "<p>Forty towns send us what they pump and what they sell. You find out where the rest went.</p>",
        "languages": "English",
        "bonus": (600, "GBP"),
        "picture": "gauge",
        "palette": "mist",
        "days": 120,
        "state": "filled",
        "captions": [
            (
                "en",
                "",
                "Forty towns, forty spreadsheets and one question: where does the water go? We look for somebody who wants to know.",
            ),
        ],
    },
    {
        "title": "Calibration assistant, night shift",
        "team": "Laboratories",
        "hiring_manager": "manager",
        "locations": [("Hallin", "SE")],
        "salary": (2500, 2800, "EUR", "MONTH"),
        "description": "<p>Instruments are calm at night. You calibrate what leaves the house in the morning.</p>",
        "picture": "weave",
        "state": "waiting",
        "captions": [("en", "", "My laboratory needs somebody for the quiet hours.")],
    },
    {
        "title": "Intern, intranet and pictures",
        "team": "People and communication",
        "hiring_manager": "Sofie Brandt",
        "employment_type": "INTERN",
        "locations": [("Eskmouth", "GB")],
        "description": "<p>Six months between newsroom and camera.</p>",
        "state": "draft",
        "captions": [],
    },
]
