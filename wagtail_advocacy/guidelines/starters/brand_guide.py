"""A brand style guide of one page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..engine import Engine
from ..rules.preferred_term import PreferredTerm
from .filling import Block, Filling


def body(filling: Filling) -> list[Block]:
    return [
        introduction(filling),
        filling.heading(
            _("Names"), _("We are called %(name)s: one spelling, everywhere, without an article before it.")
        ),
        *spelling(filling),
        look(filling),
        do_and_dont(filling),
        filling.heading(
            pgettext("which words", "Words"),
            _("Plain words, short sentences. We talk about people as they talk about themselves."),
        ),
        wording(filling),
        hashtags(filling),
        filling.tip(
            "hashtag_form",
            _("Begin each word of a hashtag with a capital."),
            reason=_("Screen readers then read words, and so does everybody else."),
            suggestion=_("Write it like #CleanWaterForAll."),
            most=0,
            camel_case=True,
            passes=_("On my way to #CleanWaterForAll"),
            fails=_("On my way to #cleanwaterforall"),
        ),
        filling.contact_block(_("Ask for the logo in another format, for pictures, and whenever you are not sure.")),
    ]


def introduction(filling: Filling) -> Block:
    text = filling.paragraphs(
        _(
            "You need not sound like us: your own voice is what people like to read. But a few things are recognised "
            "because they always look the same, and this page collects them."
        ),
        _("It is for every post about %(name)s. What is marked “checked” you are reminded of while you write."),
    )
    return "introduction", {"text": text}


def spelling(filling: Filling) -> list[Block]:
    # Some names have one spelling, in a script without capitals; some have signs between their words.
    rule = PreferredTerm(key="", sentence="", name=filling.name)
    if not Engine([rule]).check(filling.misspelt):
        return []
    return [
        filling.should(
            "preferred_term",
            _("Write %(name)s just like that."),
            reason=_("People look for it in one spelling, and find us by it."),
            suggestion="%(name)s",
            name=filling.name,
            passes=_("At %(name)s we test before we talk."),
            fails=_("At %(misspelt)s we test before we talk."),
        )
    ]


def look(filling: Filling) -> Block:
    text = filling.points(
        _("Use the logo as it comes: whole, upright, in its own colours, with air around it."),
        _("On a dark picture take the light logo. A logo on a busy picture is better left out."),
        _("Take pictures of real people at work, in daylight, from their height. A phone is good enough."),
        _("Ask everybody who can be recognised. A nod will do for the back of a head, for a face it takes a yes."),
        _("Look at the background before you post: screens, labels and whiteboards talk as well."),
    )
    return "look", {"text": text, "pictures": [], "downloads": []}


def do_and_dont(filling: Filling) -> Block:
    pairs = [
        filling.pair(
            _("Show one thing, close up, with the hands that do it."),
            _("Put text over the picture that nobody can read."),
        ),
        filling.pair(
            _("Leave the logo as much room as it is high."), _("Stretch it, turn it, or paint it in another colour.")
        ),
        filling.pair(_("Say in words what a picture shows, for those who cannot see it.")),
    ]
    return "do_dont", {"pairs": pairs}


def wording(filling: Filling) -> Block:
    return filling.tip(
        "inclusive_wording",
        _("Choose words that leave nobody out."),
        reason=_("Your readers are all kinds of people, and so are we."),
        suggestion=_("Name what somebody does, not what they are."),
        pairs=_(
            "chairman = chair\nmanpower = staff\nmankind = people\nforeman = team leader\nsalesman = sales adviser"
        ),
        passes=_("Our chair thanked the staff."),
        fails=_("Our chairman thanked the staff."),
    )


def hashtags(filling: Filling) -> Block:
    text = filling.paragraphs(
        _("Ours stands behind what you say, once. For what a post is about, take the hashtag that others use too.")
    )
    return "hashtags", {"text": text, "hashtags": f"#{filling.team}"}
