"""Kinds of rules about what goes with the words: links, accounts, data, tone, pictures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import rules
from .kinds_of_words import ONE_PER_LINE
from .rule import LinesBlock, RuleBlock

ANY_NUMBER = _("-1: any number.")


class LinksBlock(RuleBlock):
    """Where links may lead, and how many there are."""

    most = blocks.IntegerBlock(
        min_value=-1,
        max_value=50,
        default=-1,
        label=_("Links at most"),
        help_text=_("Beside the tracked one. -1: any number."),
    )
    hosts = LinesBlock(
        required=False,
        label=_("Only to"),
        help_text=_("Hosts, one per line, such as example.org; with all below them. Empty: anywhere."),
    )

    class Meta:
        icon = "link"
        label = _("Links")
        rule = rules.KINDS["links"]


class MentionsBlock(RuleBlock):
    """Which accounts are mentioned, and how many."""

    most = blocks.IntegerBlock(
        min_value=-1, max_value=50, default=-1, label=_("Accounts at most"), help_text=ANY_NUMBER
    )
    not_these = LinesBlock(required=False, label=_("Not these"), help_text=ONE_PER_LINE)

    class Meta:
        icon = "user"
        label = _("Mentions")
        rule = rules.KINDS["mentions"]


class PersonalDataBlock(RuleBlock):
    """E-mail addresses, phone numbers, bank accounts, cards."""

    region = blocks.RegexBlock(
        regex=r"^[A-Za-z]{2}$",
        required=False,
        label=_("Country of phone numbers"),
        help_text=_("Two letters, such as ES. Empty: only numbers with a country code are found."),
        error_messages={"invalid": _("Write two letters, such as ES.")},
    )
    allowed = LinesBlock(
        required=False,
        label=_("Published anyway"),
        help_text=_("Addresses and numbers that everybody may give, one per line."),
    )

    class Meta:
        icon = "lock"
        label = _("Personal data")
        rule = rules.KINDS["personal_data"]


class SecretsBlock(RuleBlock):
    """Access keys, tokens, passwords."""

    class Meta:
        icon = "key"
        label = _("Keys and passwords")
        rule = rules.KINDS["secrets"]


class ShoutingBlock(RuleBlock):
    """Words in capitals, and exclamation marks in a row."""

    words = blocks.IntegerBlock(min_value=1, max_value=100, default=2, label=_("Words in capitals in a row"))
    marks = blocks.IntegerBlock(min_value=1, max_value=10, default=1, label=_("Exclamation marks in a row"))

    class Meta:
        icon = "warning"
        label = _("Shouting")
        rule = rules.KINDS["shouting"]


class EmojiCountBlock(RuleBlock):
    """How many emoji."""

    most = blocks.IntegerBlock(min_value=0, max_value=100, default=3, label=_("Emoji at most"))

    class Meta:
        icon = "pick"
        label = _("Emoji")
        rule = rules.KINDS["emoji_count"]


class AltTextBlock(RuleBlock):
    """The picture is told in words."""

    class Meta:
        icon = "image"
        label = _("Picture in words")
        help_text = _("Its two examples are pictures in words; a dash stands for a picture without any.")
        rule = rules.KINDS["alt_text"]


class SameWordsBlock(RuleBlock):
    """Not what colleagues have said already."""

    most = blocks.IntegerBlock(min_value=0, max_value=1_000, default=0, label=_("Colleagues with these words at most"))

    class Meta:
        icon = "copy"
        label = _("Same words as a colleague")
        rule = rules.KINDS["same_words"]


BLOCKS = [
    LinksBlock,
    MentionsBlock,
    PersonalDataBlock,
    SecretsBlock,
    ShoutingBlock,
    EmojiCountBlock,
    AltTextBlock,
    SameWordsBlock,
]
