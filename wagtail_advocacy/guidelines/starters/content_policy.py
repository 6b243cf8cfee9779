"""A complete content policy of two pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .filling import SHOULD, Block, Filling, disclosure_rule, personal_data_rule, protected_speech, quiet_rule


def body(filling: Filling) -> list[Block]:
    return [
        introduction(filling),
        do_and_dont(filling),
        topics(filling),
        *what_has_to_be_right(filling),
        practice(filling),
        *what_makes_it_good(filling),
        questions(filling),
        hashtags(filling),
        filling.contact_block(_("Ask before you post when you are in doubt. You have an answer within a day.")),
        protected_speech(),
    ]


def introduction(filling: Filling) -> Block:
    text = filling.paragraphs(
        _(
            "We are glad when you talk about %(name)s. Nobody has to, and nobody counts who does not. These two pages "
            "say how it goes well, and name the few things that do not go at all."
        ),
        _(
            "Social media is every place where others can read what you write: networks, forums, reviews, comments, "
            "blogs, groups in messengers."
        ),
        _(
            "This is for everybody who works at %(name)s, on any account and at any hour, as soon as a post is about "
            "us. What you post about anything else is yours alone."
        ),
        _(
            "Sentences marked “checked” are checked while you write a post that was prepared for sharing. Nobody here "
            "reads your accounts or your other posts."
        ),
    )
    return "introduction", {"text": text}


def do_and_dont(filling: Filling) -> Block:
    pairs = [
        filling.pair(
            _("Tell what you did, saw or learned yourself. Small and exact beats big and general."),
            _("Pass on an announcement as if you had written it."),
        ),
        filling.pair(
            _("Name colleagues and customers who have said yes, and thank them."),
            _("Show faces, screens, badges or number plates of people whom nobody asked."),
        ),
        filling.pair(_("Write as you talk. Humour is welcome, a dialect too.")),
        filling.pair(_("Use figures that we have published, and link to them.")),
        filling.pair(_("Say whose picture or idea it is.")),
        filling.pair(_("Recommend something of ours if you would recommend it to a friend.")),
        filling.pair(
            _("Disagree kindly, ask back, and leave a quarrel when it becomes one."),
            _("Answer while you are angry."),
        ),
        filling.pair(_("Correct a mistake openly, and say that you did.")),
        filling.pair(_("Show work in progress, if those who work on it are happy with that.")),
    ]
    return "do_dont", {"pairs": pairs}


def topics(filling: Filling) -> Block:
    chosen = [
        (
            _("Party politics and religion in the name of %(name)s"),
            _("Have your opinion and say it, as yourself and not beside our name."),
        ),
        (
            _("What customers and partners told us in confidence"),
            _("They trusted us. Ask them first, and name them only if they like it."),
        ),
        (
            _("What we have not announced yet: products, results, contracts"),
            _("Other people plan by it, and some of it is law."),
        ),
    ]
    return "topics", {"topics": [{"topic": filling.fill(topic), "why": filling.fill(why)} for topic, why in chosen]}


def what_has_to_be_right(filling: Filling) -> list[Block]:
    return [
        filling.heading(
            _("What has to be right"),
            _("Five things matter so much that they are checked before a post goes out."),
        ),
        disclosure_rule(filling),
        filling.must(
            "avoided_term",
            _("Promise nothing that we cannot keep for everybody."),
            reason=_("A promise in your post may bind all of us. What has happened convinces more anyway."),
            suggestion=_("Say what you have seen it do."),
            words=_("guarantee*\nrisk-free\ncompletely safe\nnever fails"),
            passes=_("It ran all winter without a single repair."),
            fails=_("Guaranteed to last, and completely safe."),
        ),
        personal_data_rule(filling),
        filling.must(
            "secrets",
            _("Leave out passwords, keys and log-ins, also in jest."),
            reason=_("Programs look for them day and night, and are faster than deleting."),
            suggestion=_("Send it to the one person who needs it."),
            passes=_("I have sent you the log-in in private."),
            fails=_("For the demo: password: Sunflower42"),
        ),
        quiet_rule(filling, SHOULD),
    ]


def practice(filling: Filling) -> Block:
    answers = {
        "language": filling.paragraphs(
            _("The one in which you talk with your readers. Mixing is fine, and so is a second post in another one.")
        ),
        "how_often": filling.paragraphs(
            _(
                "Once a week is a lot, once a month is good. A post that you like is worth more than four that you owe "
                "somebody, and you owe us none."
            )
        ),
        "comments": filling.paragraphs(
            _("Thank people, answer what you know, and say when you do not know. You need not have the last word."),
            _("Leave insults alone. If somebody complains about us, give them the contact below: that helps most."),
        ),
        "who_speaks": filling.paragraphs(
            _(
                "You speak for yourself, and as somebody who works here. Statements in the name of %(name)s, and "
                "answers to the press, come from the people named below."
            )
        ),
    }
    return "practice", answers


def what_makes_it_good(filling: Filling) -> list[Block]:
    return [
        filling.heading(_("What makes it good"), _("The rest is advice. You are reminded of it, and you decide.")),
        filling.should(
            "own_words",
            _("Add something of your own to the words that were offered."),
            reason=_("Ten people with the same sentence are an advertisement. Networks hide it, and friends skip it."),
            suggestion=_("Say in one sentence why you share it."),
            letters=20,
            passes=_("I laid the floor in there, so mind my handiwork: our new workshop is open."),
            fails=_("Our new workshop is open. Come and have a look."),
        ),
        filling.should(
            "links",
            _("One link of your own is enough, and it begins with https."),
            reason=_("Several links look like spam, and without the s anybody on the way can change the page."),
            suggestion=_("Keep the link that says most."),
            most=1,
            passes=_("The drawings are here: https://www.example.com/drawings"),
            fails=_("The drawings are here: http://www.example.com/drawings"),
        ),
        filling.should(
            "alt_text",
            _("Say in words what a picture shows."),
            reason=_("Whoever cannot see it hears it instead. Search engines read it as well."),
            suggestion=_("One sentence, as you would tell it on the phone."),
            passes=_("Two technicians kneel beside an open shaft."),
            fails="–",
        ),
        filling.tip(
            "hashtag_form",
            _("Three hashtags at most, long ones with a capital for each word."),
            reason=_("More of them hide what you say. With capitals a screen reader finds the words."),
            suggestion=_("Keep those that your readers look for."),
            most=3,
            camel_case=True,
            passes=_("A good day in the workshop. #RepairFirst #%(team)s"),
            fails=_("A good day in the workshop. #repairbeforereplace"),
        ),
        filling.tip(
            "shouting",
            _("Write without shouting: small letters, one exclamation mark."),
            reason=_("Capitals in a row are hard to read, and sound cross."),
            suggestion=_("Let the news speak for itself."),
            words=2,
            marks=1,
            passes=_("It works, and we are proud of it!"),
            fails=_("IT WORKS VERY WELL!!!"),
        ),
        filling.tip(
            "emoji_count",
            _("Three emoji at most."),
            reason=_("A screen reader reads out every single one."),
            suggestion=_("Keep the one that says most."),
            most=3,
            passes=_("We did it 🎉"),
            fails=_("🎉🎉🎉🎉 We did it"),
        ),
    ]


def questions(filling: Filling) -> Block:
    asked = [
        (
            _("Do I have to take part?"),
            _("No. Joining is your choice, leaving is one click, and nobody sees a list of who did not share."),
        ),
        (
            _("May I post about us without this programme?"),
            _("Yes, whenever you like. This page holds there as well, only nothing checks it for you."),
        ),
        (
            _("Does it count as work?"),
            _("A few minutes in working time are fine. Nobody expects you to post in your free time."),
        ),
        (
            _("I made a mistake. What now?"),
            _(
                "Correct it or delete it, and tell the contact if others are concerned. Nobody gets in trouble for "
                "telling."
            ),
        ),
        (
            _("A journalist writes to me. What do I say?"),
            _("Be friendly, answer nothing about %(name)s, and pass them on to the contact."),
        ),
        (
            _("The check is wrong. What now?"),
            _("Say so with “This is wrong”. Whoever keeps this policy reads it, without your name."),
        ),
    ]
    return "questions", {
        "questions": [{"question": filling.fill(each), "answer": filling.paragraphs(answer)} for each, answer in asked]
    }


def hashtags(filling: Filling) -> Block:
    text = filling.paragraphs(_("Use ours if it fits. It helps us find your posts and thank you for them."))
    return "hashtags", {"text": text, "hashtags": f"#{filling.team}"}
