"""What an editor may change, per site. Floors of the settings file hold: here things only get stricter."""

from __future__ import annotations

import re
import string
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.log_actions import log
from wagtail.models import Orderable

from .. import registries
from ..conf import advocacy_settings
from ..fields import WebAddressField
from .disclosures import stored_disclosures, validate_disclosures

UTM_FIELDS = {"network", "campaign", "category"}
DEFAULT_UTM = "utm_source={network}&utm_medium=employee&utm_campaign={campaign}"


def _networks() -> list[registries.NetworkChoice]:
    return [choice for choices in registries.network_choices for choice in choices()]


def network_choices() -> list[tuple[str, str]]:
    """Return ``(key, label)`` of every network this site knows."""
    return [(choice.key, choice.label) for choice in _networks()]


def network_option_choices() -> list[tuple[str, str]]:
    """Return ``(key.name, label)`` of every other way to share on a network, such as ``linkedin.composer``."""
    return [(f"{choice.key}.{name}", label) for choice in _networks() for name, label in choice.options.items()]


def validate_utm(template: str) -> None:
    """Refuse a UTM template that cannot be filled, or that could name a person."""
    try:
        names = {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name is not None}
    except ValueError:
        raise ValidationError(_("Close every brace, as in utm_source={network}.")) from None
    if unknown := names - UTM_FIELDS:
        raise ValidationError(
            _("%(unknown)s cannot be used here. Use %(known)s; a link never names a person."),
            params={
                "unknown": ", ".join(f"{{{name}}}" for name in sorted(unknown)),
                "known": ", ".join(f"{{{name}}}" for name in sorted(UTM_FIELDS)),
            },
        )
    if not re.fullmatch(r"[\w.~{}%+=&-]*", template):
        raise ValidationError(
            _("Write it as it stands in an address, such as utm_source={network}&utm_medium=employee.")
        )


@register_setting(icon="group")
class AdvocacySettings(BaseSiteSetting, ClusterableModel):
    """The programme of one site."""

    programme_name = models.CharField(
        _("name of the programme"),
        max_length=80,
        blank=True,
        help_text=_("What colleagues call it. Empty: “Advocacy”."),
    )
    visible_without_login = models.BooleanField(
        _("this site is visible without login"),
        default=False,
        help_text=_(
            "Tick this for a public website only. Links may lead to its pages; links to other sites’ pages stay closed."
        ),
    )
    fallback_url = WebAddressField(
        _("where links land when their content is gone"),
        blank=True,
        help_text=_("A public page, such as the home page of your website."),
    )
    utm = models.CharField(
        _("UTM template"),
        max_length=200,
        default=DEFAULT_UTM,
        blank=True,
        validators=[validate_utm],
        help_text=_("Added to the address that a link leads to. May use {network}, {campaign} and {category}."),
    )
    disclosure = models.CharField(
        _("“I work here”"),
        max_length=120,
        blank=True,
        help_text=_("A few words that say so, such as “#TeamAcme”. Colleagues find them at the start of their words."),
    )
    disclosures = models.TextField(
        _("“I work here” in other languages"),
        blank=True,
        validators=[validate_disclosures],
        help_text=_(
            "One line for each language: its code, a colon, the words, such as “es: Trabajo en Acme.” "
            "Words in any other language begin with those above."
        ),
    )
    disclosure_required = models.BooleanField(_("nobody shares without saying that they work here"), default=False)
    hashtags = models.CharField(
        _("hashtags of the company"),
        max_length=200,
        blank=True,
        help_text=_("Separated by spaces. Colleagues may add them to any share, beside those of item and campaign."),
    )
    stale_days = models.PositiveSmallIntegerField(
        _("days without a share until an item is called stale"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("Then it shows up under “Needs attention”."),
    )
    contact = models.TextField(
        _("contact for questions about data"),
        blank=True,
        help_text=_("Shown on the public privacy page of your links."),
    )
    min_group = models.PositiveSmallIntegerField(
        _("smallest group that is shown"),
        null=True,
        blank=True,
        help_text=_("Figures by team need at least this many people."),
    )
    clicks_days = models.PositiveSmallIntegerField(
        _("days that single clicks are kept"),
        null=True,
        blank=True,
        help_text=_("After that only numbers per day remain. Once shortened, it cannot be lengthened here again."),
    )
    share_months = models.PositiveSmallIntegerField(
        _("months that a share stays tied to its person and words"),
        null=True,
        blank=True,
        help_text=_(
            "After that the share still counts, but nobody knows whose it was. "
            "Once shortened, it cannot be lengthened here again."
        ),
    )

    panels = [
        MultiFieldPanel([FieldPanel("programme_name"), FieldPanel("visible_without_login")], heading=_("Programme")),
        MultiFieldPanel(
            [
                HelpPanel(_("Colleagues see these networks in this order. None here: the usual ones.")),
                InlinePanel("site_networks", label=_("Network")),
            ],
            heading=_("Networks"),
        ),
        MultiFieldPanel([FieldPanel("utm"), FieldPanel("fallback_url")], heading=_("Links")),
        MultiFieldPanel([FieldPanel("stale_days")], heading=_("Library")),
        MultiFieldPanel(
            [FieldPanel("disclosure"), FieldPanel("disclosures"), FieldPanel("disclosure_required")],
            heading=_("Disclosure"),
        ),
        FieldPanel("hashtags"),
        MultiFieldPanel(
            [FieldPanel("contact"), FieldPanel("min_group"), FieldPanel("clicks_days"), FieldPanel("share_months")],
            heading=_("Privacy"),
        ),
    ]

    class Meta:
        verbose_name = _("Advocacy")

    def __str__(self) -> str:
        return f"{self.title} ({self.site})"

    def clean(self) -> None:
        super().clean()
        errors = self._lengthened()
        if self.min_group is not None and self.min_group < advocacy_settings.MIN_GROUP:
            least = advocacy_settings.MIN_GROUP
            errors["min_group"] = _("At least %(least)d: groups can be made larger here, never smaller.") % {
                "least": least
            }
        if self.disclosure_required and not self.disclosure.strip():
            errors["disclosure"] = _("Say which words are required.")
        elif self.disclosures.strip() and not self.disclosure.strip():
            errors["disclosure"] = _("Say it here for all languages that have no line below.")
        if errors:
            raise ValidationError(errors)

    def _lengthened(self) -> dict[str, Any]:
        # People were told the number that is stored, whatever the form showed when it was opened.
        told = type(self).objects.filter(pk=self.pk).first() or type(self)()
        kept = {
            "clicks_days": (told.days_of_clicks(), advocacy_settings.RAW_CLICKS_DAYS),
            "share_months": (told.months_of_shares(), advocacy_settings.SHARE_MONTHS),
        }
        sentence = _(
            "Between 1 and %(most)d, which it is now: this can be shortened here, never lengthened. "
            "If it must be longer, ask the developer who looks after the settings file."
        )
        errors = {}
        for name, (most, otherwise) in kept.items():
            value = getattr(self, name)
            if not 1 <= (otherwise if value is None else value) <= most:
                errors[name] = sentence % {"most": most}
        return errors

    def save(self, *args: Any, **kwargs: Any) -> None:
        changed = self._changes()
        super().save(*args, **kwargs)
        if changed:
            log(instance=self, action="wagtail_advocacy.settings", data={"changed": changed})

    def _changes(self) -> dict[str, list[Any]]:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before is None:
            return {}
        names = [each.attname for each in self._meta.concrete_fields]
        pairs = {name: [getattr(before, name), getattr(self, name)] for name in names}
        pairs["networks"] = [[".".join(filter(None, each)) for each in one.chosen_networks()] for one in (before, self)]
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    @property
    def title(self) -> str:
        return self.programme_name or str(_("Advocacy"))

    def disclosure_in(self, language: str) -> str:
        """Return the words that say “I work here” in ``language`` or its kin (es, es-mx), else those for all."""
        said = stored_disclosures(self.disclosures)
        code = language.lower().replace("_", "-")
        kin = (words for other, words in said.items() if other.split("-")[0] == code.split("-")[0])
        return said.get(code) or next(kin, self.disclosure.strip())

    def all_disclosures(self) -> list[str]:
        """Return the words that say “I work here”, in every language; each of them will do."""
        return [each for each in (self.disclosure.strip(), *stored_disclosures(self.disclosures).values()) if each]

    def network_keys(self) -> list[str]:
        """Return the networks of this site, in order; the usual ones where nobody chose."""
        return [key for key, _option in self.chosen_networks()]

    def chosen_networks(self) -> list[tuple[str, str]]:
        """Return ``(key, option)`` of the networks of this site, in order; ``""``: the network's own way."""
        chosen = [(row.network, row.option.rpartition(".")[2]) for row in self.site_networks.all()]
        return chosen or [(choice.key, "") for choice in _networks() if choice.by_default]

    def smallest_group(self) -> int:
        return max(self.min_group or 0, advocacy_settings.MIN_GROUP)

    def months_of_shares(self) -> int:
        return min(self.share_months or advocacy_settings.SHARE_MONTHS, advocacy_settings.SHARE_MONTHS)

    def days_of_clicks(self) -> int:
        return min(self.clicks_days or advocacy_settings.RAW_CLICKS_DAYS, advocacy_settings.RAW_CLICKS_DAYS)


class SiteNetwork(Orderable):
    """One network of a site's programme; the order is the order in the dialog."""

    settings = ParentalKey(AdvocacySettings, on_delete=models.CASCADE, related_name="site_networks")
    network = models.CharField(_("network"), max_length=40, choices=network_choices)
    option = models.CharField(
        _("another way to share there"),
        max_length=80,
        blank=True,
        choices=network_option_choices,
        help_text=_("Empty: the way that the network documents, or the only one."),
    )

    panels = [FieldPanel("network"), FieldPanel("option")]

    class Meta(Orderable.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [models.UniqueConstraint(fields=["settings", "network"], name="advocacy_network_once")]

    def __str__(self) -> str:
        return self.get_network_display()

    def clean(self) -> None:
        super().clean()
        if self.option and self.option.rpartition(".")[0] != self.network:
            sentence = _("This is a way to share on another network. Leave it empty for %(network)s.")
            raise ValidationError({"option": sentence % {"network": self.get_network_display()}})
