import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_advocacy_guidelines", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidelinePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Then it needs no login, here or on a public website.",
                        verbose_name="strangers may read it",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_guidelines.policy",
                        verbose_name="policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "guideline page",
                "verbose_name_plural": "guideline pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
