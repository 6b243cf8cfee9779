import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_advocacy_library", "0001_initial"),
        ("wagtail_advocacy_links", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="RollUpMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("click_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "mark of the roll-up",
                "verbose_name_plural": "marks of the roll-up",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TalliedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("is_final", models.BooleanField(default=False)),
                ("counted_at", models.DateTimeField(null=True)),
                ("settled", models.BigIntegerField(default=0)),
                ("through", models.BigIntegerField(default=0)),
                ("seen", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "tallied day",
                "verbose_name_plural": "tallied days",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Conversion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("at", models.DateTimeField(db_index=True, verbose_name="when")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="value"),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("reference", models.CharField(blank=True, max_length=190, verbose_name="reference")),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("by_reference", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("webhook", "Webhook"),
                            ("csv", "CSV file"),
                            ("tag", "Page of our own"),
                            ("hand", "Recorded by hand"),
                        ],
                        max_length=10,
                        verbose_name="came by",
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "conversion",
                "verbose_name_plural": "conversions",
                "default_permissions": ("add", "view", "delete"),
            },
        ),
        migrations.CreateModel(
            name="DailyTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("preview", "Preview"),
                            ("crawler", "Crawler"),
                            ("head", "HEAD request"),
                            ("prefetch", "Prefetch"),
                            ("repeat", "Repeat"),
                            ("scanner", "Link checker"),
                        ],
                        max_length=10,
                    ),
                ),
                ("clicks", models.PositiveIntegerField(default=0)),
                ("visitors", models.PositiveIntegerField(default=0)),
                (
                    "link",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="wagtail_advocacy_links.link",
                    ),
                ),
            ],
            options={
                "verbose_name": "daily tally",
                "verbose_name_plural": "daily tallies",
                "permissions": [("view_programme", "Can see “Programme so far”")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PreviewCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.TextField()),
                ("checked_at", models.DateTimeField(verbose_name="checked")),
                ("page", models.JSONField(blank=True, default=dict)),
                ("problems", models.JSONField(blank=True, default=list)),
                ("trouble", models.JSONField(blank=True, default=dict)),
                ("accepted", models.JSONField(blank=True, default=list)),
                ("broken_since", models.DateTimeField(blank=True, null=True, verbose_name="broken since")),
                ("due_at", models.DateTimeField(db_index=True, verbose_name="due")),
                ("picture", models.BinaryField(blank=True, default=bytes)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_check",
                        to="wagtail_advocacy_library.shareableitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "preview check",
                "verbose_name_plural": "preview checks",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ProgrammeDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("clicks", models.PositiveBigIntegerField(default=0)),
                ("visitors", models.PositiveBigIntegerField(default=0)),
                (
                    "site",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of a programme",
                "verbose_name_plural": "days of programmes",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(null=True)),
                ("is_credited", models.BooleanField(default=False)),
                (
                    "conversion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="touches",
                        to="wagtail_advocacy_tracking.conversion",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touches",
                        to="wagtail_advocacy_links.link",
                    ),
                ),
            ],
            options={
                "verbose_name": "touch",
                "verbose_name_plural": "touches",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="conversion",
            index=models.Index(fields=["site", "kind", "at"], name="advocacy_conversion_kind"),
        ),
        migrations.AddIndex(
            model_name="dailytally",
            index=models.Index(fields=["day", "kind"], name="advocacy_tally_day"),
        ),
        migrations.AddConstraint(
            model_name="dailytally",
            constraint=models.UniqueConstraint(fields=("link", "day", "kind"), name="advocacy_tally_once"),
        ),
        migrations.AddIndex(
            model_name="programmeday",
            index=models.Index(fields=["site", "day"], name="advocacy_programme_day"),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(fields=("conversion", "link"), name="advocacy_touch_once"),
        ),
    ]
