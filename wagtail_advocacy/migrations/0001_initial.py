import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import wagtail_advocacy.models.disclosures
import wagtail_advocacy.models.settings


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MaintenanceJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("locked_until", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=255)),
            ],
            options={
                "verbose_name": "maintenance job",
                "verbose_name_plural": "maintenance jobs",
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=255, verbose_name="name")),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AdvocacySettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "programme_name",
                    models.CharField(
                        blank=True,
                        help_text="What colleagues call it. Empty: “Advocacy”.",
                        max_length=80,
                        verbose_name="name of the programme",
                    ),
                ),
                (
                    "visible_without_login",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this for a public website only. Links may lead to its pages; links to other sites’ pages stay closed.",
                        verbose_name="this site is visible without login",
                    ),
                ),
                (
                    "fallback_url",
                    models.URLField(
                        blank=True,
                        help_text="A public page, such as the home page of your website.",
                        verbose_name="where links land when their content is gone",
                    ),
                ),
                (
                    "utm",
                    models.CharField(
                        blank=True,
                        default="utm_source={network}&utm_medium=employee&utm_campaign={campaign}",
                        help_text="Added to the address that a link leads to. May use {network}, {campaign} and {category}.",
                        max_length=200,
                        validators=[wagtail_advocacy.models.settings.validate_utm],
                        verbose_name="UTM template",
                    ),
                ),
                (
                    "disclosure",
                    models.CharField(
                        blank=True,
                        help_text="A few words that say so, such as “#TeamAcme”. Colleagues find them at the start of their words.",
                        max_length=120,
                        verbose_name="“I work here”",
                    ),
                ),
                (
                    "disclosures",
                    models.TextField(
                        blank=True,
                        help_text="One line for each language: its code, a colon, the words, such as “es: Trabajo en Acme.” Words in any other language begin with those above.",
                        validators=[wagtail_advocacy.models.disclosures.validate_disclosures],
                        verbose_name="“I work here” in other languages",
                    ),
                ),
                (
                    "disclosure_required",
                    models.BooleanField(default=False, verbose_name="nobody shares without saying that they work here"),
                ),
                (
                    "hashtags",
                    models.CharField(
                        blank=True,
                        help_text="Separated by spaces. Colleagues may add them to any share, beside those of item and campaign.",
                        max_length=200,
                        verbose_name="hashtags of the company",
                    ),
                ),
                (
                    "stale_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Then it shows up under “Needs attention”.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days without a share until an item is called stale",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="Shown on the public privacy page of your links.",
                        verbose_name="contact for questions about data",
                    ),
                ),
                (
                    "min_group",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Figures by team need at least this many people.",
                        null=True,
                        verbose_name="smallest group that is shown",
                    ),
                ),
                (
                    "clicks_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After that only numbers per day remain. Once shortened, it cannot be lengthened here again.",
                        null=True,
                        verbose_name="days that single clicks are kept",
                    ),
                ),
                (
                    "share_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After that the share still counts, but nobody knows whose it was. Once shortened, it cannot be lengthened here again.",
                        null=True,
                        verbose_name="months that a share stays tied to its person and words",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "Advocacy",
            },
        ),
        migrations.CreateModel(
            name="Advocate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                ("consent_version", models.CharField(max_length=20, verbose_name="version of the text")),
                ("consent_text", models.TextField(verbose_name="text as it was shown")),
                ("purposes", models.JSONField(default=list, verbose_name="purposes")),
                ("alias", models.CharField(blank=True, max_length=60, verbose_name="alias")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "advocate",
                "verbose_name_plural": "advocates",
            },
        ),
        migrations.CreateModel(
            name="AudienceSize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("declared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "advocate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audience_sizes",
                        to="wagtail_advocacy.advocate",
                    ),
                ),
            ],
            options={
                "verbose_name": "audience size",
                "verbose_name_plural": "audience sizes",
                "constraints": [models.UniqueConstraint(fields=("advocate", "network"), name="advocacy_audience_once")],
            },
        ),
        migrations.CreateModel(
            name="SiteNetwork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "network",
                    models.CharField(
                        choices=wagtail_advocacy.models.settings.network_choices, max_length=40, verbose_name="network"
                    ),
                ),
                (
                    "option",
                    models.CharField(
                        blank=True,
                        choices=wagtail_advocacy.models.settings.network_option_choices,
                        help_text="Empty: the way that the network documents, or the only one.",
                        max_length=80,
                        verbose_name="another way to share there",
                    ),
                ),
                (
                    "settings",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="site_networks",
                        to="wagtail_advocacy.advocacysettings",
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("settings", "network"), name="advocacy_network_once")],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("users", models.PositiveIntegerField()),
                ("enrolled", models.PositiveIntegerField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcounts",
                        to="wagtail_advocacy.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "headcount",
                "verbose_name_plural": "headcounts",
                "constraints": [
                    models.UniqueConstraint(fields=("site", "team", "day"), name="advocacy_headcount_once")
                ],
            },
        ),
    ]
