"""Blocks that people read; a title of their own stands in for the usual one."""

from __future__ import annotations

from itertools import chain, count
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
TEMPLATES = "wagtail_advocacy/guidelines/blocks"


def _rich(label: Any, required: bool = True, **kwargs: Any) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(features=FEATURES, label=label, required=required, **kwargs)


def _anchor(title: str, taken: set[str] | None) -> str:
    """Return what the heading ``title`` is linked to by; of two headings alike the second is numbered."""
    slug = slugify(title, allow_unicode=True)
    if not slug:
        return ""
    # A site's own page has a "content" and a "contact" of its own.
    names = chain([f"policy-{slug}"], (f"policy-{slug}-{number}" for number in count(2)))
    anchor = next(name for name in names if name not in (taken or ()))
    if taken is not None:
        taken.add(anchor)
    return anchor


class ReadBlock(blocks.StructBlock):
    """Texts of which some may be left empty."""

    def get_searchable_content(self, value: Any) -> list[str]:
        return super().get_searchable_content({name: "" if each is None else each for name, each in value.items()})


class PartBlock(ReadBlock):
    """A part of a policy with a heading that can be linked to."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Heading"), help_text=_("Empty: the usual one."))

    usual_title: ClassVar[Any] = ""

    class Meta:
        group = _("Text that people read")

    def title_of(self, value: Any) -> str:
        return value.get("title") or str(self.usual_title)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        title = self.title_of(value)
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "title": title, "anchor": _anchor(title, (parent_context or {}).get("anchors"))}

    def get_searchable_content(self, value: Any) -> list[str]:
        title = self.title_of(value)
        return [*([title] if title else []), *super().get_searchable_content({**value, "title": ""})]


class IntroductionBlock(PartBlock):
    """What this is for, whom it binds, what counts as social media."""

    text = _rich(_("Text"))

    usual_title = _("What this is for")

    class Meta:
        icon = "doc-full"
        label = _("Introduction")
        template = f"{TEMPLATES}/text.html"


class PairBlock(ReadBlock):
    do = blocks.TextBlock(required=False, rows=2, label=_("Do"))
    do_picture = ImageBlock(required=False, label=_("Picture of a good example"))
    dont = blocks.TextBlock(required=False, rows=2, label=_("Don’t"))
    dont_picture = ImageBlock(required=False, label=_("Picture of a bad example"))

    class Meta:
        icon = "check"
        label = _("Do and don’t")


class DoDontBlock(PartBlock):
    """Pairs of do and don’t, with pictures of both."""

    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"))

    usual_title = _("Do and don’t")

    class Meta:
        icon = "check"
        label = _("Do and don’t")
        template = f"{TEMPLATES}/do_dont.html"


class TopicBlock(ReadBlock):
    topic = blocks.CharBlock(max_length=120, label=_("Topic"))
    why = blocks.TextBlock(required=False, rows=2, label=pgettext_lazy("reason", "Why"))

    class Meta:
        icon = "cross"
        label = _("Topic")


class TopicsBlock(PartBlock):
    """Topics that a company post leaves out, each with its reason."""

    topics = blocks.ListBlock(TopicBlock(), label=_("Topics"))

    usual_title = _("Topics we leave out")

    class Meta:
        icon = "cross"
        label = _("Topics to avoid")
        template = f"{TEMPLATES}/topics.html"


class PracticeBlock(PartBlock):
    """In which language, how often, how to answer, who speaks for us."""

    language = _rich(_("In which language"), required=False)
    how_often = _rich(_("How often"), required=False)
    comments = _rich(_("How to answer comments"), required=False)
    who_speaks = _rich(_("Who speaks for us"), required=False)

    usual_title = _("In practice")

    class Meta:
        icon = "comment"
        label = _("In practice")
        template = f"{TEMPLATES}/practice.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        answers = [(self.child_blocks[name].label, value.get(name)) for name in self.child_blocks if name != "title"]
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "answers": [(label, text) for label, text in answers if text]}


class QuestionBlock(ReadBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = _rich(_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(PartBlock):
    """Questions that people ask, with their answers."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    usual_title = _("Questions and answers")

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = f"{TEMPLATES}/questions.html"


class PictureBlock(ReadBlock):
    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("What it shows"))

    class Meta:
        icon = "image"
        label = _("Picture")


class DownloadBlock(ReadBlock):
    file = DocumentChooserBlock(label=_("File"))
    label = blocks.CharBlock(required=False, max_length=120, label=_("What it is"))

    class Meta:
        icon = "download"
        label = _("Download")


class LookBlock(PartBlock):
    """How the logo and pictures are used, with files to take along."""

    text = _rich(_("Rules for logo and pictures"))
    pictures = blocks.ListBlock(PictureBlock(), default=[], label=_("Pictures"))
    downloads = blocks.ListBlock(DownloadBlock(), default=[], label=_("Downloads"))

    usual_title = _("Logo and pictures")

    class Meta:
        icon = "image"
        label = _("Logo and pictures")
        template = f"{TEMPLATES}/look.html"


class HashtagsBlock(PartBlock):
    """Hashtags to use, in words; what has to be there is a rule."""

    text = _rich(_("Text"), required=False)
    hashtags = blocks.CharBlock(max_length=300, label=_("Hashtags"), help_text=_("Separated by spaces."))

    usual_title = _("Hashtags")

    class Meta:
        icon = "tag"
        label = _("Hashtags")
        template = f"{TEMPLATES}/hashtags.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        tags = [f"#{each.lstrip('#')}" for each in (value.get("hashtags") or "").split()]
        return {**super().get_context(value, parent_context=parent_context), "tags": tags}


class ContactBlock(PartBlock):
    """Whom to ask."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    role = blocks.CharBlock(required=False, max_length=120, label=_("Role"))
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Phone"))
    text = blocks.TextBlock(required=False, rows=2, label=_("When to ask"))

    usual_title = _("Whom to ask")

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = f"{TEMPLATES}/contact.html"


class ProtectedSpeechBlock(PartBlock):
    """Says that speech about working conditions is never restricted."""

    text = blocks.TextBlock(
        label=_("Text"),
        rows=4,
        default=_(
            "Nothing in here keeps anybody from speaking about pay, hours, working conditions or organising, with "
            "colleagues or in public. The checks look only at posts that the company has prepared for sharing."
        ),
    )

    usual_title = _("What nobody may forbid you")

    class Meta:
        icon = "openquote"
        label = _("Protected speech")
        template = f"{TEMPLATES}/plain.html"


class TextBlock(PartBlock):
    """Anything else."""

    text = _rich(_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = f"{TEMPLATES}/text.html"
