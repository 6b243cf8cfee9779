import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("own_base_website", "0003_hub_page"),
        ("wagtail_advocacy_guidelines", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnGuidelinePage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="own_base_website.basepage",
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
                "abstract": False,
            },
            bases=("own_base_website.basepage", models.Model),
        ),
    ]
