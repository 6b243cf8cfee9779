"""One application that came by a colleague's share, and what became of it. Candidates have no name here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...sharing.models import Share
from ...tracking.models import Conversion


class Referral(models.Model):
    """One application without a person: by which share, for which vacancy, how far it came, and the bonus.

    ``reference`` is the number of the application in the system that reported it, and stays empty unless
    ``CANDIDATE_REFERENCES`` is on. Title, amount and months of the bonus are copied at the time.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        INTERVIEW = "interview", _("Interview")
        OFFER = "offer", pgettext_lazy("step of an application", "Offer")
        HIRED = "hired", _("Hired")
        RETAINED = "retained", _("Stayed")
        CLOSED = "closed", pgettext_lazy("step of an application", "Closed")

    class Bonus(models.TextChoices):
        NONE = "none", pgettext_lazy("bonus", "None")
        PENDING = "pending", pgettext_lazy("bonus", "Pending")
        ELIGIBLE = "eligible", pgettext_lazy("bonus", "Due")
        APPROVED = "approved", pgettext_lazy("bonus", "Approved")
        PAID = "paid", pgettext_lazy("bonus", "Paid")
        FORFEITED = "forfeited", pgettext_lazy("bonus", "Forfeited")

    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    vacancy = models.ForeignKey(
        "wagtail_advocacy_recruitment.Vacancy",
        null=True,
        on_delete=models.SET_NULL,
        related_name="referrals",
        verbose_name=_("vacancy"),
    )
    title = models.CharField(_("vacancy at the time"), max_length=160)
    share = models.ForeignKey(Share, null=True, on_delete=models.SET_NULL, related_name="referrals")
    network = models.CharField(_("network"), max_length=40, blank=True)
    #: The first conversion that told of it. Once there, nothing is made of it a second time.
    conversion = models.OneToOneField(Conversion, null=True, on_delete=models.SET_NULL, related_name="referral")
    #: A digest of the reference: finds the application again where the reference itself is not kept.
    reference_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    reference = models.CharField(_("reference"), max_length=190, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.APPLIED)
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    moved_at = models.DateTimeField(_("last moved"), default=timezone.now)
    hired_at = models.DateTimeField(_("hired"), null=True, blank=True)
    bonus = models.CharField(_("bonus"), max_length=10, choices=Bonus.choices, default=Bonus.NONE)
    bonus_amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    bonus_currency = models.CharField(_("currency"), max_length=3, blank=True)
    bonus_due_on = models.DateField(_("due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-moved_at", "-pk"]
        default_permissions = ("view", "change")
        permissions = [
            ("approve_bonus", _("Can approve bonuses")),
            ("pay_bonus", _("Can record that bonuses were paid")),
        ]
        indexes = [models.Index(fields=["bonus", "bonus_due_on"], name="advocacy_referral_bonus")]

    def __str__(self) -> str:
        return f"{self.title} {self.applied_at:%Y-%m-%d}"


class ReferralStep(models.Model):
    """One change of a referral: what, from what to what, by whom and why. ``by`` is empty where a system told us."""

    class Part(models.TextChoices):
        STATE = "state", _("State")
        BONUS = "bonus", _("Bonus")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    part = models.CharField(max_length=10, choices=Part.choices)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    #: The conversion that moved it, if one did.
    conversion = models.ForeignKey(Conversion, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("step of a referral")
        verbose_name_plural = _("steps of referrals")
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["referral", "conversion"], name="advocacy_referral_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.before} → {self.after}"
