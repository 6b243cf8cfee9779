"""The public link: where it goes, and who came. Nothing in these tables names a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .codes import LENGTH, new_code
from .kinds import ClickKind
from .managers import TargetQuerySet


class Target(models.Model):
    """Where all links of one subject lead: rewritten whenever the truth changes, closed but never deleted."""

    subject = models.CharField(max_length=190, unique=True, help_text=_("Opaque, such as library.item/42."))
    key = models.CharField(max_length=LENGTH, unique=True, default=new_code, editable=False)
    url = models.TextField(blank=True)
    fallback = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True, blank=True)
    adds_code = models.BooleanField(default=False, help_text=_("Whether the address gets wa=CODE, to be handed on."))
    card = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("link target")
        verbose_name_plural = _("link targets")

    def __str__(self) -> str:
        return self.subject


class Link(models.Model):
    """One tracked link. ``query`` (UTM) is added to the target's address. Never deleted.

    ``counts`` is false once the share it was made for is taken back: it leads on, but is in no figure.
    """

    code = models.CharField(max_length=LENGTH, unique=True, default=new_code)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="links")
    query = models.CharField(max_length=500, blank=True)
    counts = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("tracked link")
        verbose_name_plural = _("tracked links")

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What figures call this link; a target is called by its own subject."""
        return f"link/{self.pk}"


class Agent(models.Model):
    """A reduced user agent: product names without versions, each kept once."""

    text = models.CharField(max_length=160, unique=True)

    class Meta:
        verbose_name = _("reduced user agent")
        verbose_name_plural = _("reduced user agents")

    def __str__(self) -> str:
        return self.text


class Click(models.Model):
    """One answered request for a link, with its class and the reason for it.

    Without constraints in the database: checking them locks the row of the link, and of the agent that half the world
    uses, for every click. Links are never deleted; an agent that is gone was said by nobody for days.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="clicks", db_index=False, db_constraint=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ClickKind.choices)
    reason = models.CharField(max_length=60, blank=True)
    referrer = models.CharField(max_length=190, blank=True, help_text=_("Host only."))
    visitor = models.CharField(max_length=32, blank=True, help_text=_("Keyed hash; the key lives one day."))
    agent = models.ForeignKey(
        Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        indexes = [
            models.Index(fields=["link", "kind", "at"], name="advocacy_click_link"),
            models.Index(fields=["at"], name="advocacy_click_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ClickTotal(models.Model):
    """What is left of raw clicks after their retention: a number per link, day (UTC) and class."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="click_totals")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=ClickKind.choices)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("click total")
        verbose_name_plural = _("click totals")
        constraints = [models.UniqueConstraint(fields=["link", "day", "kind"], name="advocacy_clicktotal_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.clicks} × {self.kind}"


class Receipt(models.Model):
    """A click, or a batch of them, that came in by a queue or a spool and is stored, until its origin has forgotten it.

    Stored with the clicks in one transaction: what is handed in again is known by its key.
    """

    key = models.CharField(max_length=190, unique=True)
    batch = models.UUIDField(db_index=True, help_text=_("Who handed it in first."))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("receipt for clicks")
        verbose_name_plural = _("receipts for clicks")

    def __str__(self) -> str:
        return self.key


class DailySalt(models.Model):
    """The key of today's visitor hashes (UTC day); gone the next day, and with it every way back to a person."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("daily salt")
        verbose_name_plural = _("daily salts")

    def __str__(self) -> str:
        return str(self.day)


class HostText(models.Model):
    """What the link host says of itself in one language: its home address and the facts of its privacy page."""

    host = models.CharField(max_length=190)
    language = models.CharField(max_length=20)
    home = models.TextField(blank=True)
    privacy = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("link host text")
        verbose_name_plural = _("link host texts")
        constraints = [models.UniqueConstraint(fields=["host", "language"], name="advocacy_hosttext_once")]

    def __str__(self) -> str:
        return f"{self.host} ({self.language})"
