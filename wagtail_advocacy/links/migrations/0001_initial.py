import django.db.models.deletion
from django.db import migrations, models

import wagtail_advocacy.links.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=160, unique=True)),
            ],
            options={
                "verbose_name": "reduced user agent",
                "verbose_name_plural": "reduced user agents",
            },
        ),
        migrations.CreateModel(
            name="DailySalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "daily salt",
                "verbose_name_plural": "daily salts",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=190, unique=True)),
                ("batch", models.UUIDField(db_index=True, help_text="Who handed it in first.")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "receipt for clicks",
                "verbose_name_plural": "receipts for clicks",
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(help_text="Opaque, such as library.item/42.", max_length=190, unique=True),
                ),
                (
                    "key",
                    models.CharField(
                        default=wagtail_advocacy.links.codes.new_code, editable=False, max_length=10, unique=True
                    ),
                ),
                ("url", models.TextField(blank=True)),
                ("fallback", models.TextField(blank=True)),
                ("is_open", models.BooleanField(default=False)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                (
                    "adds_code",
                    models.BooleanField(default=False, help_text="Whether the address gets wa=CODE, to be handed on."),
                ),
                ("card", models.JSONField(blank=True, default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "link target",
                "verbose_name_plural": "link targets",
            },
        ),
        migrations.CreateModel(
            name="HostText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(max_length=190)),
                ("language", models.CharField(max_length=20)),
                ("home", models.TextField(blank=True)),
                ("privacy", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "link host text",
                "verbose_name_plural": "link host texts",
                "constraints": [models.UniqueConstraint(fields=("host", "language"), name="advocacy_hosttext_once")],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wagtail_advocacy.links.codes.new_code, max_length=10, unique=True)),
                ("query", models.CharField(blank=True, max_length=500)),
                ("counts", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="wagtail_advocacy_links.target",
                    ),
                ),
            ],
            options={
                "verbose_name": "tracked link",
                "verbose_name_plural": "tracked links",
            },
        ),
        migrations.CreateModel(
            name="ClickTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
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
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="click_totals",
                        to="wagtail_advocacy_links.link",
                    ),
                ),
            ],
            options={
                "verbose_name": "click total",
                "verbose_name_plural": "click totals",
                "constraints": [
                    models.UniqueConstraint(fields=("link", "day", "kind"), name="advocacy_clicktotal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Click",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
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
                ("reason", models.CharField(blank=True, max_length=60)),
                ("referrer", models.CharField(blank=True, help_text="Host only.", max_length=190)),
                (
                    "visitor",
                    models.CharField(blank=True, help_text="Keyed hash; the key lives one day.", max_length=32),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_links.agent",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clicks",
                        to="wagtail_advocacy_links.link",
                    ),
                ),
            ],
            options={
                "verbose_name": "click",
                "verbose_name_plural": "clicks",
                "indexes": [
                    models.Index(fields=["link", "kind", "at"], name="advocacy_click_link"),
                    models.Index(fields=["at"], name="advocacy_click_at"),
                ],
            },
        ),
    ]
