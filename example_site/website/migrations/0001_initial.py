import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.contrib.forms.models
import wagtail.fields
from django.db import migrations, models

import wagtail_advocacy.tracking.conversions.kinds
import wagtail_advocacy.tracking.form_pages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlogIndexPage",
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
                ("intro", models.CharField(blank=True, max_length=200, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "blog list",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="WebsiteFormPage",
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
                ("intro", models.TextField(max_length=300, verbose_name="introduction")),
                ("thanks", models.CharField(max_length=200, verbose_name="words of thanks")),
                (
                    "conversion_kind",
                    models.CharField(
                        choices=wagtail_advocacy.tracking.conversions.kinds.kind_choices,
                        max_length=40,
                        verbose_name="counts as",
                    ),
                ),
            ],
            options={
                "verbose_name": "form page",
            },
            bases=(
                wagtail_advocacy.tracking.form_pages.ConversionFormMixin,
                wagtail.contrib.forms.models.FormMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="WebsiteFormField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "clean_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Safe name of the form field, the label converted to ascii_snake_case",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "label",
                    models.CharField(help_text="The label of the form field", max_length=255, verbose_name="label"),
                ),
                (
                    "field_type",
                    models.CharField(
                        choices=[
                            ("singleline", "Single line text"),
                            ("multiline", "Multi-line text"),
                            ("email", "Email"),
                            ("number", "Number"),
                            ("url", "URL"),
                            ("checkbox", "Checkbox"),
                            ("checkboxes", "Checkboxes"),
                            ("dropdown", "Drop down"),
                            ("multiselect", "Multiple select"),
                            ("radio", "Radio buttons"),
                            ("date", "Date"),
                            ("datetime", "Date/time"),
                            ("hidden", "Hidden field"),
                        ],
                        max_length=16,
                        verbose_name="field type",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "choices",
                    models.TextField(
                        blank=True,
                        help_text="Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.",
                        verbose_name="choices",
                    ),
                ),
                (
                    "default_value",
                    models.TextField(
                        blank=True,
                        help_text="Default value. Comma or new line separated values supported for checkboxes.",
                        verbose_name="default value",
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=255, verbose_name="help text")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_fields",
                        to="website.websiteformpage",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BlogPage",
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
                ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                ("intro", models.TextField(max_length=300, verbose_name="introduction")),
                ("author_name", models.CharField(blank=True, max_length=80, verbose_name="written by")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("text", 1), ("quote", 4), ("facts", 9), ("image", 10)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "title", "label": "Heading", "template": "example_site/blocks/heading.html"},
                            ),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "ol", "ul"], "label": "Text"},
                            ),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "Said by", "required": False}),
                            4: ("wagtail.blocks.StructBlock", [[("text", 2), ("person", 3)]], {}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 20}),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "What it counts", "max_length": 80}),
                            7: ("wagtail.blocks.StructBlock", [[("figure", 5), ("label", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Facts", "max_num": 4, "min_num": 2}),
                            9: ("wagtail.blocks.StructBlock", [[("facts", 8)]], {}),
                            10: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "example_site/blocks/image.html"},
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "lead_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture",
                    ),
                ),
                (
                    "form_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="A button below the article leads to it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="website.websiteformpage",
                        verbose_name="form",
                    ),
                ),
            ],
            options={
                "verbose_name": "blog page",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="WebsiteHomePage",
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
                ("claim", models.CharField(max_length=80, verbose_name="claim")),
                ("intro", models.TextField(max_length=300, verbose_name="introduction")),
                (
                    "lead_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "website home",
            },
            bases=("wagtailcore.page",),
        ),
    ]
