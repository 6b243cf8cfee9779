import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

import wagtail_advocacy.library.models.captions
import wagtail_advocacy.models.settings
from wagtail_advocacy.compat import page_model_name


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtail_advocacy", "0001_initial"),
        ("wagtail_advocacy_links", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="Also in the UTM parameters.",
                        max_length=80,
                        unique=True,
                        verbose_name="short name in addresses",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("neutral", "Grey"),
                            ("teal", "Teal"),
                            ("blue", "Blue"),
                            ("violet", "Violet"),
                            ("rose", "Rose"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                        ],
                        default="neutral",
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                (
                    "icon",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("doc-full", "Page"),
                            ("openquote", "Quotation mark"),
                            ("group", "People"),
                            ("user", "Person"),
                            ("date", "Calendar"),
                            ("cogs", "Cogs"),
                            ("media", "Film"),
                            ("image", "Picture"),
                            ("globe", "Globe"),
                            ("info-circle", "Information"),
                            ("check", "Tick"),
                            ("tag", "Label"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="icon",
                    ),
                ),
                (
                    "promotional",
                    models.BooleanField(
                        default=False,
                        help_text="It sells. Colleagues share it gladly only among other things.",
                        verbose_name="promotional",
                    ),
                ),
                (
                    "target_share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Per cent of all live items that you aim for.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="part of the mix",
                    ),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["sort_order", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
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
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="For the UTM parameters.",
                        max_length=80,
                        verbose_name="name in addresses",
                    ),
                ),
                (
                    "goal",
                    models.CharField(
                        blank=True,
                        help_text="One sentence that colleagues read: what do we want to reach together?",
                        max_length=255,
                        verbose_name="goal",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("shares", "Started shares"),
                            ("clicks", "People’s clicks"),
                            ("conversions", "Conversions of one kind"),
                        ],
                        help_text="What tells you that you got there. Colleagues see it with the goal.",
                        max_length=20,
                        verbose_name="measured by",
                    ),
                ),
                (
                    "conversion_kind",
                    models.CharField(
                        blank=True,
                        help_text="Such as “application” or “sign-up”, in the word that your website reports.",
                        max_length=40,
                        verbose_name="kind of conversion",
                    ),
                ),
                (
                    "goal_number",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="how many",
                    ),
                ),
                (
                    "objective",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("awareness", "Brand awareness"),
                            ("launch", "Product launch"),
                            ("leads", "Leads and sales"),
                            ("talent", "Recruiting talent"),
                            ("voice", "Share of voice"),
                            ("traffic", "Website traffic"),
                            ("service", "Customer service"),
                            ("issue", "Issue or crisis"),
                        ],
                        max_length=20,
                        verbose_name="objective",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="Before it the items wait outside the hub.",
                        null=True,
                        verbose_name="first day",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="After it the items leave the hub.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "hashtags",
                    models.CharField(
                        blank=True, help_text="Separated by spaces.", max_length=200, verbose_name="hashtags"
                    ),
                ),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Colleagues see the name with the campaign.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whom to ask",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": ["-starts_on", "title", "pk"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="ItemTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="taggit.tag",
                        verbose_name="tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of an item",
                "verbose_name_plural": "tags of items",
            },
        ),
        migrations.CreateModel(
            name="ShareableItem",
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
                ("headline", models.CharField(max_length=255, verbose_name="headline")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        help_text="One line for colleagues: what is in it for them and their network?",
                        max_length=255,
                        verbose_name="why share this",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences that strangers read under the headline.",
                        verbose_name="public summary",
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="For people who cannot see it. Networks ask for it too.",
                        max_length=255,
                        verbose_name="picture in words",
                    ),
                ),
                (
                    "destination",
                    models.CharField(
                        choices=[
                            ("page", "A page of our website"),
                            ("address", "Another address"),
                            ("card", "Its own public page, with nothing but picture and text"),
                        ],
                        default="page",
                        max_length=10,
                        verbose_name="leads to",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                (
                    "site_name",
                    models.CharField(
                        blank=True,
                        help_text="For another address: strangers read it on the card, beside the headline. Empty: the host of the address, such as “www.example.org”.",
                        max_length=100,
                        verbose_name="name of the website",
                    ),
                ),
                (
                    "adds_code",
                    models.BooleanField(
                        default=False,
                        help_text="The address gets “wa=” and the code of the link, so that the page can tell by which share somebody came who applies or buys there. The code names nobody. Ask whoever looks after the website whether it reads it.",
                        verbose_name="hand on the code of the link",
                    ),
                ),
                (
                    "hashtags",
                    models.CharField(
                        blank=True, help_text="Separated by spaces.", max_length=200, verbose_name="hashtags"
                    ),
                ),
                (
                    "own_words",
                    models.CharField(
                        choices=[
                            ("allowed", "Prepared words may go out as they are"),
                            ("required", "Everybody writes their own words"),
                        ],
                        default="allowed",
                        max_length=10,
                        verbose_name="words",
                    ),
                ),
                ("featured_until", models.DateTimeField(blank=True, null=True, verbose_name="featured until")),
                ("live", models.BooleanField(default=False, editable=False, verbose_name="live")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("source_id", models.CharField(editable=False, max_length=64, null=True)),
                ("source_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("offered_public", models.BooleanField(default=False, editable=False)),
                ("fallback", models.TextField(blank=True, editable=False)),
                ("minutes", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        help_text="Colleagues download it in the dialog and add it to their post. It is no part of the link.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="video or document",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="wagtail_advocacy_library.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="wagtail_advocacy_library.contentcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "groups",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="None: everybody who may log in.",
                        related_name="+",
                        to="auth.group",
                        verbose_name="only for groups",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="picture",
                    ),
                ),
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
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        help_text="The intranet page whose share button offers this item.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=page_model_name(),
                        verbose_name="made from",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=page_model_name(),
                        verbose_name="page",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source_type",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "tags",
                    modelcluster.contrib.taggit.ClusterTaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="wagtail_advocacy_library.ItemTag",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "target",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_advocacy_links.target",
                    ),
                ),
                (
                    "teams",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="+", to="wagtail_advocacy.team", verbose_name="only for teams"
                    ),
                ),
            ],
            options={
                "verbose_name": "shareable item",
                "verbose_name_plural": "shareable items",
                "ordering": ["-first_published_at", "-pk"],
                "abstract": False,
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="itemtag",
            name="content_object",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tagged_items",
                to="wagtail_advocacy_library.shareableitem",
            ),
        ),
        migrations.CreateModel(
            name="Caption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.TextField(
                        help_text="Write as a colleague would. The link is added by itself.", verbose_name="words"
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        blank=True,
                        choices=wagtail_advocacy.models.settings.network_choices,
                        max_length=40,
                        verbose_name="for",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=wagtail_advocacy.library.models.captions.language_choices,
                        default=wagtail_advocacy.library.models.captions.default_language,
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                (
                    "item",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captions",
                        to="wagtail_advocacy_library.shareableitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "caption",
                "verbose_name_plural": "captions",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="shareableitem",
            index=models.Index(fields=["site", "live", "-first_published_at"], name="advocacy_item_hub"),
        ),
        migrations.AddConstraint(
            model_name="shareableitem",
            constraint=models.UniqueConstraint(
                fields=("site", "source_type", "source_id"), name="advocacy_item_source_once"
            ),
        ),
        migrations.AlterUniqueTogether(
            name="shareableitem",
            unique_together={("translation_key", "locale")},
        ),
        migrations.AddConstraint(
            model_name="itemtag",
            constraint=models.UniqueConstraint(fields=("content_object", "tag"), name="advocacy_item_tag_once"),
        ),
    ]
