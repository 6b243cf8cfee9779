"""Kinds of rules about words: terms, names, topics, hashtags, and what one says of oneself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import rules
from ..rules import disclosure as disclosure_rule
from .rule import LinesBlock, PairsBlock, PeriodsBlock, RuleBlock

ONE_PER_LINE = _("One per line.")
WITH_STARS = _("One per line. A * at the end or the beginning of a word stands for any letters: guarantee*")
WITHIN = (0, 2_000)


def _words(label: object) -> LinesBlock:
    return LinesBlock(label=label, help_text=WITH_STARS, rows=4)


class PreferredTermBlock(RuleBlock):
    """A name and how it is written."""

    name = blocks.CharBlock(max_length=120, label=_("Written like this"))
    forms = LinesBlock(
        required=False, label=_("Also right"), help_text=_("Inflected forms, one per line, such as a plural.")
    )
    instead_of = LinesBlock(required=False, label=_("Instead of"), help_text=ONE_PER_LINE)

    problem_fields = {"star": "name"}

    class Meta:
        icon = "title"
        label = _("Name and spelling")
        rule = rules.KINDS["preferred_term"]


class AvoidedTermBlock(RuleBlock):
    """Words that a company post leaves out."""

    words = _words(_("Words to avoid"))
    replacement = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Write this instead"),
        help_text=_("Put in their place with one click, so it has to fit any of them. Empty: people find their own."),
    )

    class Meta:
        icon = "cross"
        label = _("Words to avoid")
        rule = rules.KINDS["avoided_term"]


class RoutedTopicBlock(RuleBlock):
    """A topic that somebody looks at first."""

    words = _words(_("Words of the topic"))
    group = blocks.CharBlock(max_length=120, label=_("Who looks at it first"))

    class Meta:
        icon = "user"
        label = _("Topic to ask about")
        rule = rules.KINDS["routed_topic"]


class RequiredHashtagBlock(RuleBlock):
    """One of these hashtags has to be there."""

    tags = LinesBlock(label=_("One of these hashtags"), help_text=ONE_PER_LINE)

    class Meta:
        icon = "tag"
        label = _("Hashtag that belongs there")
        rule = rules.KINDS["required_hashtag"]


class HashtagFormBlock(RuleBlock):
    """How many hashtags, and how they are written."""

    most = blocks.IntegerBlock(
        min_value=0, max_value=100, default=3, label=_("Hashtags at most"), help_text=_("0: any number.")
    )
    camel_case = blocks.BooleanBlock(
        required=False, label=_("LikeThis"), help_text=_("Long ones with a capital for each word: easier to hear.")
    )

    class Meta:
        icon = "tag"
        label = _("Number and form of hashtags")
        rule = rules.KINDS["hashtag_form"]


class DisclosureBlock(RuleBlock):
    """Says near the start that the author works here."""

    sentences = LinesBlock(
        label=_("One of these"), help_text=_("Sentences or hashtags, one per line. The first is offered as a fix.")
    )
    within = blocks.IntegerBlock(
        min_value=WITHIN[0],
        max_value=WITHIN[1],
        default=disclosure_rule.NEAR_THE_START,
        label=_("Within so many characters"),
        help_text=_("A phone shows about 140 of a post. Among the last hashtags is too late in any case."),
    )

    class Meta:
        icon = "user"
        label = _("“I work here”")
        rule = rules.KINDS["disclosure"]


class OwnWordsBlock(RuleBlock):
    """So many letters beyond what was offered."""

    letters = blocks.IntegerBlock(min_value=1, max_value=1_000, default=20, label=_("Letters of one’s own"))

    class Meta:
        icon = "edit"
        label = _("Own words")
        rule = rules.KINDS["own_words"]


class QuietPeriodBlock(RuleBlock):
    """Words about the future and about prices, held back on some days."""

    words = _words(_("Words about the future and about prices"))
    periods = PeriodsBlock(
        required=False, label=_("On these days"), help_text=_("Such as the weeks before results. None: always.")
    )

    problem_fields = {"period": "periods"}

    class Meta:
        icon = "date"
        label = _("Quiet period")
        rule = rules.KINDS["quiet_period"]


class InclusiveWordingBlock(RuleBlock):
    """Wordings that leave people out, each with a better one."""

    pairs = PairsBlock(label=_("Better wordings"), help_text=_("One per line: chairman = chair"), rows=4)

    class Meta:
        icon = "group"
        label = _("Inclusive wording")
        rule = rules.KINDS["inclusive_wording"]


BLOCKS = [
    DisclosureBlock,
    PreferredTermBlock,
    AvoidedTermBlock,
    RoutedTopicBlock,
    RequiredHashtagBlock,
    HashtagFormBlock,
    OwnWordsBlock,
    QuietPeriodBlock,
    InclusiveWordingBlock,
]
