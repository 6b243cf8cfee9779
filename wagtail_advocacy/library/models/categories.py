from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentCategory(models.Model):
    """A kind of content, such as news, knowledge or jobs, with its part in the mix."""

    class Colour(models.TextChoices):
        NEUTRAL = "neutral", _("Grey")
        TEAL = "teal", _("Teal")
        BLUE = "blue", _("Blue")
        VIOLET = "violet", _("Violet")
        ROSE = "rose", _("Rose")
        AMBER = "amber", _("Amber")
        GREEN = "green", _("Green")

    class Icon(models.TextChoices):
        """Icons of Wagtail, which every site has; drawn into the page, so no sprite is needed."""

        NONE = "", _("None")
        NEWS = "doc-full", _("Page")
        KNOWLEDGE = "openquote", _("Quotation mark")
        CULTURE = "group", _("People")
        JOBS = "user", _("Person")
        EVENTS = "date", _("Calendar")
        PRODUCT = "cogs", _("Cogs")
        MEDIA = "media", _("Film")
        PICTURE = "image", _("Picture")
        WORLD = "globe", _("Globe")
        IDEA = "info-circle", _("Information")
        AWARD = "check", _("Tick")
        TAG = "tag", _("Label")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        allow_unicode=True,
        help_text=_("Also in the UTM parameters."),
    )
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.NEUTRAL)
    icon = models.CharField(_("icon"), max_length=20, blank=True, choices=Icon.choices, default=Icon.NONE)
    promotional = models.BooleanField(
        _("promotional"), default=False, help_text=_("It sells. Colleagues share it gladly only among other things.")
    )
    target_share = models.PositiveSmallIntegerField(
        _("part of the mix"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of all live items that you aim for."),
    )
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["sort_order", "name", "pk"]

    def __str__(self) -> str:
        return self.name
