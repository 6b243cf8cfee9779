"""The guide to sharing with one block of each kind, a campaign's page and a story."""

GUIDE = {
    "title": "Share with us",
    "slug": "share-with-us",
    "intro": "What we tell others about, and how. Take what you like, leave what you do not, and say it as you would say it at the kitchen table.",
    "lead_item": "How to hear a leak through two metres of clay",
    "quote": (
        "The pipe tells you where it hurts. You only have to stop talking first.",
        "Zainab Haidari, leak detection",
        "How to hear a leak through two metres of clay",
    ),
    "picture_item": "A year under a solar roof",
    "campaign": "less-lost-water",
    "guidelines": '<p>Two pages, no small print: <a linktype="page" id="%d">our guidelines</a>. What you write is checked against '
    "them while you write, and you can say when the check is wrong.</p>",
    "category": ("people", "Who works here, told by those who do."),
}

CAMPAIGN_PAGE = {
    "title": "Less lost water",
    "slug": "less-lost-water",
    "intro": "<p>Four towns near us plan their next reservoir this winter. A town that knows its leaks may not need one. "
    "Samuel answers questions, also from customers.</p>",
    "campaign": "less-lost-water",
}

STORY = {
    "title": "Eleven years on nights, and I would not swap",
    "slug": "eleven-years-on-nights",
    "told_by": "Daniel Fofana",
    "role": "Laboratory technician, night shift",
    "picture": "lab",
    "palette": "moss",
    "summary": "At three in the morning the water of a town is at its quietest. Daniel Fofana measures it then, and likes it that way.",
    "why": "For anybody who thinks a laboratory is a place without stories.",
    "body": "<p>People ask whether I get used to it. You do not get used to it, you get good at it. I sleep from nine to four, I "
    "cook when other people have lunch, and I have not missed a single school play in eleven years.</p>"
    "<h2>Why at night</h2>"
    "<p>Nobody draws water at three. What you measure then has stood in the pipe for hours, and standing water tells on "
    "its pipe. If there is copper to find, I find it before the first kettle is on.</p>"
    "<blockquote>The day shift measures what people drink. I measure what they would have drunk.</blockquote>"
    "<h2>What I would tell somebody who starts</h2>"
    "<p>Eat before midnight. Write the number down before you believe it. And ring Ingrid when it looks wrong: she has "
    "never once been cross about it.</p>",
    "days": 6,
}
