import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

import wagtail_advocacy.guidelines.models.body


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidelineCheckTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "stops_at",
                    models.CharField(
                        choices=[("must", "What must not be said"), ("should", "What should be said otherwise, too")],
                        default="must",
                        help_text="Everything else goes on to the next step at once; tips never stop anything.",
                        max_length=10,
                        verbose_name="stops",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Members read what was found, and approve it or ask for changes. They hear nothing of what passes.",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "guideline check",
                "verbose_name_plural": "guideline checks",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[("content", "Content policy"), ("brand", "Brand style guide")],
                        default="content",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("networks", models.JSONField(blank=True, default=list, verbose_name="networks")),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages of the words")),
                ("categories", models.JSONField(blank=True, default=list, verbose_name="categories")),
                ("campaigns", models.JSONField(blank=True, default=list, verbose_name="campaigns")),
                (
                    "body",
                    wagtail_advocacy.guidelines.models.body.PolicyBodyField(blank=True, verbose_name="text and rules"),
                ),
                (
                    "what_changed",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for people who know the last version. They read it above the changes.",
                        max_length=1000,
                        verbose_name="what changes",
                    ),
                ),
                (
                    "asks_again",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes: what people may do or have to do changes"),
                            ("no", "No: it says the same in better words"),
                        ],
                        help_text="The first version is always asked about. Ask again only if something new is allowed, forbidden or required: who is asked too often stops reading.",
                        max_length=3,
                        verbose_name="ask people to agree again?",
                    ),
                ),
                (
                    "asks_from",
                    models.DateField(
                        blank=True,
                        help_text="Empty: from the day on which it is published.",
                        null=True,
                        verbose_name="ask from",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="So long people are only reminded; after that they agree before their next share.",
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="days to read it",
                    ),
                ),
                (
                    "reminders",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="To members who have not agreed yet, a week apart at least. 0: nobody is written to.",
                        validators=[django.core.validators.MaxValueValidator(3)],
                        verbose_name="e-mails at most",
                    ),
                ),
                ("live", models.BooleanField(default=False, editable=False, verbose_name="live")),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: every programme of this installation.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy",
                "verbose_name_plural": "policies",
                "ordering": ["kind", "title", "pk"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("rule", models.CharField(max_length=40)),
                ("sentence", models.TextField(verbose_name="rule")),
                ("words", models.TextField(blank=True, verbose_name="marked words")),
                ("because", models.TextField(verbose_name="reason")),
                ("network", models.CharField(blank=True, max_length=40, verbose_name="network")),
                ("language", models.CharField(blank=True, max_length=20, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("right", "The rule was changed"),
                            ("kept", "The rule stays as it is"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="disputes",
                        to="wagtail_advocacy_guidelines.policy",
                        verbose_name="policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["-day", "-pk"],
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(editable=False)),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                ("what_changed", models.TextField(blank=True, verbose_name="what changed")),
                ("content", models.JSONField()),
                ("html", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("is_material", models.BooleanField(default=True, verbose_name="asks people to agree")),
                ("asks_from", models.DateField(verbose_name="asks from")),
                ("stops_from", models.DateField(verbose_name="needed from")),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="versions",
                        to="wagtail_advocacy_guidelines.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a policy",
                "verbose_name_plural": "versions of policies",
                "ordering": ["-published_at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("acknowledged_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="agreed")),
                ("inactive_since", models.DateField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="wagtail_advocacy_guidelines.policyversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledgement",
                "verbose_name_plural": "acknowledgements",
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtail_advocacy_guidelines.policyversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RuleTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField()),
                ("times", models.PositiveIntegerField(default=0)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="wagtail_advocacy_guidelines.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "hits of a rule",
                "verbose_name_plural": "hits of rules",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="policyversion",
            index=models.Index(fields=["translation_key", "language"], name="advocacy_policy_version_of"),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(fields=("policy", "number"), name="advocacy_policy_version_once"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(fields=("user", "version"), name="advocacy_acknowledged_once"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("user", "version"), name="advocacy_reminded_once"),
        ),
        migrations.AddConstraint(
            model_name="ruletally",
            constraint=models.UniqueConstraint(fields=("policy", "rule", "day"), name="advocacy_rule_tally_once"),
        ),
    ]
