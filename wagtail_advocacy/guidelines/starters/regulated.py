"""A short content policy for firms under supervision, such as banks, insurers and makers of medicines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .filling import MUST, Block, Filling, disclosure_rule, personal_data_rule, protected_speech, quiet_rule


def body(filling: Filling) -> list[Block]:
    return [
        introduction(filling),
        do_and_dont(filling),
        filling.heading(
            _("What is checked"), _("Our supervisors look at what we say in public. So these are checked first.")
        ),
        disclosure_rule(filling),
        returns(filling),
        claims(filling),
        quiet_rule(filling, MUST),
        routed(filling),
        personal_data_rule(filling),
        practice(filling),
        filling.heading(
            _("What is kept"),
            _(
                "Firms like ours may have to keep what is said about their business. Where that is switched on, the "
                "window in which you share says so before you do: your words, the time, the link, and the version of "
                "this page that applied."
            ),
            _("What you post elsewhere about your own life is not collected."),
        ),
        filling.contact_block(_("Ask here first if a topic needs a look, or if you want a claim approved.")),
        protected_speech(),
    ]


def introduction(filling: Filling) -> Block:
    text = filling.paragraphs(
        _(
            "You are welcome to talk about %(name)s on any network, in your own words. Because we are supervised, a "
            "few sentences need care; they stand on this one page."
        ),
        _(
            "Social media is every place where others can read you. This is for everybody who works here, as soon as a "
            "post is about our business. Everything else is yours."
        ),
    )
    return "introduction", {"text": text}


def do_and_dont(filling: Filling) -> Block:
    pairs = [
        filling.pair(
            _("Share what was prepared here: its facts have been looked at. Add why it matters to you."),
            _("Give advice to one person in public. Invite them to talk to us."),
        ),
        filling.pair(_("Tell about your work, your team and what you learned.")),
        filling.pair(_("Say what something costs and what can go wrong, if you say what it can do.")),
        filling.pair(_("Link to the page that has all the details.")),
        filling.pair(_("Put us right when we are wrong, here or in public.")),
        filling.pair(_("Ask first about anything that is new. An answer takes a day.")),
    ]
    return "do_dont", {"pairs": pairs}


def returns(filling: Filling) -> Block:
    return filling.must(
        "avoided_term",
        _("Promise no returns, no safety and no cure."),
        reason=_("Nobody knows the future, and supervisors treat such a promise as misleading."),
        suggestion=_("Say what it is for, and link to what it costs and risks."),
        words=_("guaranteed return*\nrisk-free\nsure profit\ncannot lose\ndouble your money"),
        passes=_("A savings plan for people who start small, with its costs and risks on one page."),
        fails=_("A risk-free start, with a guaranteed return."),
    )


def claims(filling: Filling) -> Block:
    return filling.must(
        "avoided_term",
        _("Compare us with others only in words that were approved."),
        reason=_("A comparison needs proof that we can show on the same day."),
        suggestion=_("Take one of the approved sentences that an item offers."),
        words=_("market leader\nnumber one\nbetter than any\ncheapest of all"),
        passes=_("Our advice line answers until ten at night."),
        fails=_("We are the market leader, and better than any bank."),
    )


def routed(filling: Filling) -> Block:
    return filling.should(
        "routed_topic",
        _("Let somebody have a look first when it is about deals, disputes or supervisors."),
        reason=_("One word too early can harm people who had no say."),
        suggestion=_("Send your draft to the contact below, and share it when you have the answer."),
        words=_("merger*\nacquisition*\ntakeover*\nlawsuit*\nregulator*"),
        group=_("The contact below"),
        passes=_("Today I explained compound interest to a school class."),
        fails=_("The merger is as good as done."),
    )


def practice(filling: Filling) -> Block:
    return "practice", {
        "comments": filling.paragraphs(
            _("Thank people, and take questions about contracts or money out of the public: give them the contact.")
        ),
        "who_speaks": filling.paragraphs(
            _("You speak for yourself. For %(name)s speak the people whom the board has named; they answer the press.")
        ),
    }
