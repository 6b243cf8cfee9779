"""The content policy in Spanish: the same blocks, in the same order."""

OPENING = "Trabajo en Larkwater."

CONTENT = {
    "title": "Cómo hablamos de Larkwater",
    "body": [
        (
            "introduction",
            {
                "text": "<p>Nos gusta que hables de nuestro trabajo, y nunca tienes que hacerlo. Estas dos páginas cuentan qué "
                "sale bien y nombran lo poco que no puede ser.</p>"
                "<p><b>Redes sociales</b> es todo lugar donde otras personas pueden leerte: redes, foros, reseñas, "
                "comentarios, grupos de mensajería. Esta página vale para toda la gente de Larkwater, desde el primer día "
                "de aprendizaje, cuando una publicación trata de nuestra empresa. Lo demás que publiques es tuyo y aquí "
                "nadie lo lee.</p>",
            },
        ),
        (
            "do_dont",
            {
                "pairs": [
                    {
                        "do": "Enseña una sola cosa, de cerca, y di para qué sirve.",
                        "do_picture": "part",
                        "dont": "Enseñar lo que cuelga en la pared: planos, nombres, pantallas.",
                        "dont_picture": "whiteboard",
                    },
                    {
                        "do": "Cuenta lo que viste tú: el pozo frío, el segundo cable, la cabra.",
                        "dont": "Pasar un anuncio como si fuera tuyo.",
                    },
                    {"do": "Nombra a quien lo hizo, si le parece bien."},
                    {"do": "Da la cifra con su unidad y enlaza donde la publicamos."},
                    {"do": "Di también lo que salió mal. Una reparación convence más que una promesa."},
                    {"do": "Escribe en el idioma en que lo contarías en casa."},
                    {"do": "Contesta lo que sepas y pasa lo demás."},
                    {"do": "Corrige un error a la vista. Nadie se mete en un lío por eso."},
                ]
            },
        ),
        (
            "topics",
            {
                "topics": [
                    {
                        "topic": "Política de partidos en nombre de Larkwater",
                        "why": "Nos beben ayuntamientos de todos los colores. Tu opinión es tuya; deja fuera nuestro nombre.",
                    },
                    {
                        "topic": "Lo que un pueblo nos contó de su red",
                        "why": "Las fugas y las llaves de un pueblo no son asunto de nadie hasta que el pueblo lo diga.",
                    },
                ]
            },
        ),
        (
            "text",
            {
                "title": "Lo que tiene que estar bien",
                "text": "<p>Esto se mira mientras escribes una publicación, porque puede hacer daño a alguien.</p>",
            },
        ),
        (
            "disclosure",
            {
                "sentence": "Quien elogia lo que fabricamos dice primero que trabaja aquí.",
                "severity": "must",
                "reason": "Quien lee tiene derecho a saber quién recomienda una bomba. Con los productos lo dice la ley.",
                "suggestion": OPENING,
                "sentences": f"{OPENING}\nI work at Larkwater.\n#TeamLarkwater",
                "passes": f"{OPENING} Esta bomba es tan silenciosa que se olvida.",
                "fails": "La bomba más silenciosa que hay. #Bombas #TeamLarkwater",
                "categories": ["products"],
            },
        ),
        (
            "avoided_term",
            {
                "sentence": "No prometemos lo que depende de tuberías ajenas.",
                "severity": "must",
                "reason": "Una promesa tuya puede obligarnos, y una tubería de 1931 no lee publicaciones.",
                "suggestion": "Cuenta lo que ha pasado: «once inviernos sin perder».",
                "words": "garantiza*\ngarantía total\nnunca pierde\nno se rompe jamás",
                "passes": "Once inviernos sin perder, y el año que viene miramos otra vez.",
                "fails": "Garantizado: nunca pierde.",
            },
        ),
        (
            "avoided_term",
            {
                "sentence": "Nuestra agua está analizada, no es pura.",
                "severity": "must",
                "reason": "El agua potable lleva minerales y puede llevar gérmenes dentro de los límites.",
                "words": "agua pura\nagua estéril\nagua sin gérmenes",
                "replacement": "agua analizada",
                "passes": "Agua analizada de nuestro grifo, a todas horas.",
                "fails": "Agua pura de nuestro grifo, a todas horas.",
            },
        ),
        (
            "personal_data",
            {
                "sentence": "Sin direcciones, teléfonos ni números de cuenta de nadie.",
                "severity": "must",
                "reason": "Lo que se publica una vez queda publicado, y es suyo.",
                "suggestion": "Ofrece poner en contacto.",
                "region": "ES",
                "allowed": "privacy@larkwater.example",
                "passes": "Pregúntame aquí y te pongo en contacto con Clara.",
                "fails": "Pregunta a Clara, clara.benitez@larkwater.example, que lo sabe.",
            },
        ),
        (
            "secrets",
            {
                "sentence": "Ni contraseñas ni claves, tampoco las viejas.",
                "severity": "must",
                "reason": "Hay programas que las buscan día y noche.",
                "suggestion": "Dásela a la única persona que la necesita.",
                "passes": "El acceso a los datos abiertos está en su página.",
                "fails": "Para los datos abiertos: contraseña: Garza1974",
            },
        ),
        (
            "quiet_period",
            {
                "sentence": "En las semanas antes del informe anual, nada de pedidos ni de cifras.",
                "severity": "must",
                "reason": "Entonces los pueblos deciden concursos, y quienes se presentan han de saber lo mismo.",
                "suggestion": "Espera al informe y compártelo.",
                "words": "año récord\nprevisiones\ncartera de pedidos\nbeneficios récord",
                "days": [(45, 66)],
                "passes": "La página nueve del informe es la que hay que leer.",
                "fails": "Entre nosotros: ha sido un año récord.",
            },
        ),
        (
            "routed_topic",
            {
                "sentence": "Sobre pleitos, compras de empresas y avisos de hervir el agua, primero mira Petra.",
                "severity": "should",
                "reason": "Una palabra equivocada asusta a todo un pueblo.",
                "suggestion": "Mándale tu borrador. Contesta el mismo día.",
                "words": "pleito*\nadquisición de\naviso de hervir*",
                "group": "Petra Nowicka",
                "passes": "Inauguramos el taller con sopa para todo el mundo.",
                "fails": "Sobre el aviso de hervir el agua: no es para tanto.",
            },
        ),
        (
            "text",
            {
                "title": "Lo que la hace buena",
                "text": "<p>Esto son consejos. Se te recuerdan, y decides tú.</p>",
            },
        ),
        (
            "links",
            {
                "sentence": "Basta con un enlace tuyo, y empieza por https.",
                "severity": "should",
                "reason": "Más enlaces parecen publicidad, a la gente y a las redes.",
                "suggestion": "Quédate con el que más dice.",
                "most": 1,
                "passes": "Los planos están en https://www.example.com/bombas",
                "fails": "Los planos están en http://www.example.com/bombas",
            },
        ),
        (
            "alt_text",
            {
                "sentence": "Di con palabras qué se ve en la imagen.",
                "severity": "tip",
                "reason": "Hay quien la oye en vez de verla.",
                "suggestion": "Una frase, como la contarías por teléfono.",
                "passes": "Dos personas miran dentro de un pozo.",
                "fails": "–",
            },
        ),
        (
            "shouting",
            {
                "sentence": "Las minúsculas se oyen de sobra.",
                "severity": "tip",
                "reason": "Las mayúsculas seguidas suenan a enfado.",
                "suggestion": "Que silbe la fuga.",
                "words": 2,
                "marks": 1,
                "passes": "¡Once fugas en nueve días!",
                "fails": "¡¡¡ONCE FUGAS ENCONTRADAS AYER!!!",
            },
        ),
        (
            "emoji_count",
            {
                "sentence": "Con tres emojis sobra.",
                "severity": "tip",
                "reason": "Un lector de pantalla los lee todos en voz alta.",
                "suggestion": "Quédate con la gota.",
                "most": 3,
                "passes": "Encontrada 💧",
                "fails": "💧💧💧💧 Encontrada",
            },
        ),
        (
            "practice",
            {
                "language": "<p>En el que habla quien te lee. La mitad de la plantilla escribe en español, y así debe ser.</p>",
                "how_often": "<p>Cuando tengas algo que contar. Una vez al mes está bien, una vez por semana es mucho.</p>",
                "comments": "<p>Da las gracias, contesta lo que sepas y deja estar los insultos. Quien se queje de su agua "
                "recibe nuestro número de atención, que está en la web.</p>",
                "who_speaks": "<p>Tú hablas por ti. Por Larkwater hablan las jefaturas de departamento; la prensa habla con "
                "Nora Whitcombe.</p>",
            },
        ),
        (
            "questions",
            {
                "questions": [
                    {
                        "question": "¿Tengo que participar?",
                        "answer": "<p>No. Apuntarse es un clic, dejarlo también, y nadie ve quién no hizo ni lo uno ni lo otro.</p>",
                    },
                    {
                        "question": "¿Puedo publicar en el turno de noche?",
                        "answer": "<p>Sí, cuando las botellas estén listas. Sin nombres de pueblos, por favor.</p>",
                    },
                    {
                        "question": "La comprobación se equivoca. ¿Y ahora?",
                        "answer": "<p>Dilo ahí mismo y cuenta por qué. Lo lee Petra, sin tu nombre.</p>",
                    },
                ]
            },
        ),
        (
            "hashtags",
            {"text": "<p>Si encaja, y nunca más de tres.</p>", "hashtags": "#TeamLarkwater #LessLostWater"},
        ),
        (
            "contact",
            {
                "name": "Petra Nowicka",
                "role": "Abogada, normas y privacidad",
                "email": "petra.nowicka@larkwater.example",
                "text": "Antes de publicar, si dudas. También si ya ha pasado.",
            },
        ),
        (
            "protected_speech",
            {
                "text": "Nada de esto impide a nadie hablar de sueldo, horarios, condiciones de trabajo u organización, con la "
                "plantilla o en público. Las comprobaciones miran solo las publicaciones que la empresa ha preparado para "
                "compartir."
            },
        ),
    ],
}
