import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_advocacy", "0001_initial"),
        ("wagtail_advocacy_library", "0001_initial"),
        ("wagtail_advocacy_links", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("shares", models.PositiveIntegerField()),
                ("seal", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence export",
                "verbose_name_plural": "evidence exports",
                "ordering": ["-made_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "advocate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtail_advocacy.advocate"
                    ),
                ),
            ],
            options={
                "verbose_name": "feed address",
                "verbose_name_plural": "feed addresses",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                ("networks", models.JSONField(blank=True, default=list, verbose_name="usual networks")),
                ("mastodon_server", models.CharField(blank=True, max_length=253, verbose_name="your Mastodon server")),
                ("paused_until", models.DateField(blank=True, null=True, verbose_name="paused until")),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="wagtail_advocacy_library.contentcategory",
                        verbose_name="topics",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "preferences",
                "verbose_name_plural": "preferences",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headline", models.CharField(max_length=255, verbose_name="headline")),
                ("network", models.CharField(max_length=40, verbose_name="network")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("suggestion", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("words_hash", models.CharField(blank=True, max_length=32)),
                ("basis", models.JSONField(blank=True, default=list)),
                ("audience_size", models.PositiveIntegerField(null=True)),
                ("joined_month", models.DateField()),
                ("sharer_month", models.UUIDField()),
                (
                    "started_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("posted_url", models.URLField(blank=True, max_length=2000)),
                ("evidence_told", models.BooleanField(default=False)),
                (
                    "advocate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy.advocate",
                    ),
                ),
                (
                    "caption",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_library.caption",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_library.shareableitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtail_advocacy_links.link"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.site"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "share",
                "verbose_name_plural": "shares",
                "permissions": [
                    ("view_sharer", "Can see who shared, one share at a time, with a reason"),
                    ("export_evidence", "Can export shares as evidence, with names and words, with a reason"),
                ],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SharerView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("viewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="wagtail_advocacy_sharing.share",
                    ),
                ),
                (
                    "viewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "look at a sharer",
                "verbose_name_plural": "looks at sharers",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Dismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dismissed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtail_advocacy_library.shareableitem",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "dismissal",
                "verbose_name_plural": "dismissals",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("user", "item"), name="advocacy_dismissal_once")],
            },
        ),
        migrations.CreateModel(
            name="Saved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtail_advocacy_library.shareableitem",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "saved item",
                "verbose_name_plural": "saved items",
                "default_permissions": (),
                "indexes": [models.Index(fields=["user", "-saved_at", "-id"], name="advocacy_saved_list")],
                "constraints": [models.UniqueConstraint(fields=("user", "item"), name="advocacy_saved_once")],
            },
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["network", "words_hash"], name="advocacy_share_words"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["item", "started_at"], name="advocacy_share_item"),
        ),
    ]
