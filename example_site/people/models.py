"""Who works at Larkwater, and where."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), unique=True)
    task = models.CharField(_("what it does"), max_length=160, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A colleague: Django's user and what the directory shows of them."""

    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        verbose_name=_("department"),
    )
    town = models.CharField(_("town"), max_length=40, blank=True)
    photo = models.ImageField(_("photo"), upload_to="people/", blank=True)

    class Meta(AbstractUser.Meta):
        ordering = ["last_name", "first_name", "pk"]

    @property
    def initials(self) -> str:
        """Two letters that stand in for a photo."""
        letters = "".join(name[0] for name in (self.first_name, self.last_name) if name)
        return (letters or self.username[:2]).upper()

    @property
    def tone(self) -> int:
        """A colour of the avatar, 1–6: the same for everybody in a department."""
        return ((self.department.sort_order if self.department else 0) - 1) % 6 + 1
