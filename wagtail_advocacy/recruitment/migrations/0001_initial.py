import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

import wagtail_advocacy.library.models.captions
import wagtail_advocacy.models.settings
import wagtail_advocacy.recruitment.countries
import wagtail_advocacy.recruitment.models.feeds
import wagtail_advocacy.recruitment.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtail_advocacy_library", "0001_initial"),
        ("wagtail_advocacy_links", "0001_initial"),
        ("wagtail_advocacy_sharing", "0001_initial"),
        ("wagtail_advocacy_tracking", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="HiringManagerApprovalTask",
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
                    "groups",
                    models.ManyToManyField(
                        help_text="Members decide where the hiring manager cannot: if there is none, their account is switched off, or they wrote it themselves. Otherwise they hear nothing.",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval by the hiring manager",
                "verbose_name_plural": "approvals by the hiring manager",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="PayTransparencyTask",
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
                    "groups",
                    models.ManyToManyField(
                        help_text="Members are asked about vacancies without a salary. They hear nothing of what passes.",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "salary check",
                "verbose_name_plural": "salary checks",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="RecruitmentSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.CharField(
                        blank=True,
                        help_text="As job search engines show it. Empty: the name of the website.",
                        max_length=120,
                        verbose_name="name of the employer",
                    ),
                ),
                ("organisation_url", models.URLField(blank=True, verbose_name="website of the employer")),
                (
                    "candidates_privacy_url",
                    models.URLField(
                        blank=True,
                        help_text="Linked below every vacancy.",
                        verbose_name="privacy notice for candidates",
                    ),
                ),
                (
                    "step_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="A vacancy that waits longer for somebody shows up under “Needs attention” too.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="working days until a reminder",
                    ),
                ),
                (
                    "cost_per_hire",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Advertisements and agencies, by your own books. Empty: the report shows no money.",
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="what a hire costs otherwise",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        help_text="Such as EUR.",
                        max_length=3,
                        validators=[wagtail_advocacy.recruitment.countries.validate_currency],
                        verbose_name="currency",
                    ),
                ),
                (
                    "referrer_sees",
                    models.CharField(
                        choices=[
                            ("counts", "Clicks and applications, as numbers"),
                            ("states", "And how far each application has come"),
                            ("bonus", "And what became of the bonus"),
                        ],
                        default="states",
                        max_length=10,
                        verbose_name="what colleagues see of their referrals",
                    ),
                ),
                (
                    "bonus_months",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MaxValueValidator(24)],
                        verbose_name="months from the hire until a bonus is due",
                    ),
                ),
                (
                    "career_site",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where strangers read them. Empty: the first website that is visible without login.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="website with the vacancies",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="For job search engines: square, at least 112 pixels wide.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="logo",
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
                "verbose_name": "Recruitment",
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
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
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "team",
                    models.CharField(
                        blank=True, help_text="As strangers read it.", max_length=120, verbose_name="team"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        help_text="One line for colleagues, on the card in the hub: who should they think of?",
                        max_length=255,
                        verbose_name="why share this",
                    ),
                ),
                (
                    "workplace",
                    models.CharField(
                        choices=[("on-site", "On site"), ("hybrid", "Hybrid"), ("remote", "Remote")],
                        default="on-site",
                        max_length=10,
                        verbose_name="where people work",
                    ),
                ),
                (
                    "employment_type",
                    models.CharField(
                        choices=[
                            ("FULL_TIME", "Full time"),
                            ("PART_TIME", "Part time"),
                            ("CONTRACTOR", "Contractor"),
                            ("TEMPORARY", "Temporary"),
                            ("INTERN", "Internship"),
                            ("VOLUNTEER", "Volunteer"),
                            ("PER_DIEM", "By the day"),
                            ("OTHER", "Other"),
                        ],
                        default="FULL_TIME",
                        max_length=12,
                        verbose_name="employment",
                    ),
                ),
                (
                    "salary_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="salary from",
                    ),
                ),
                (
                    "salary_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="salary to",
                    ),
                ),
                (
                    "salary_currency",
                    models.CharField(
                        blank=True,
                        help_text="Such as EUR.",
                        max_length=3,
                        validators=[wagtail_advocacy.recruitment.countries.validate_currency],
                        verbose_name="currency",
                    ),
                ),
                (
                    "salary_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HOUR", "per hour"),
                            ("DAY", "per day"),
                            ("WEEK", "per week"),
                            ("MONTH", "per month"),
                            ("YEAR", "per year"),
                        ],
                        default="YEAR",
                        max_length=5,
                        verbose_name="paid",
                    ),
                ),
                (
                    "description",
                    wagtail.fields.RichTextField(help_text="What will people do?", verbose_name="description"),
                ),
                (
                    "requirements",
                    wagtail.fields.RichTextField(
                        blank=True, help_text="What do they need to bring?", verbose_name="requirements"
                    ),
                ),
                (
                    "benefits",
                    wagtail.fields.RichTextField(
                        blank=True, help_text="What do they get besides the salary?", verbose_name="benefits"
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        blank=True,
                        help_text="Such as: English, good Spanish.",
                        max_length=200,
                        verbose_name="languages needed",
                    ),
                ),
                (
                    "apply_url",
                    models.URLField(
                        blank=True,
                        help_text="The form of your recruiting system.",
                        max_length=2000,
                        verbose_name="address to apply at",
                    ),
                ),
                (
                    "apply_email",
                    models.EmailField(
                        blank=True,
                        help_text="Applications by e-mail cannot be counted: nothing tells us that a letter was written.",
                        max_length=254,
                        verbose_name="or e-mail to apply to",
                    ),
                ),
                (
                    "apply_parameter",
                    models.CharField(
                        blank=True,
                        help_text="By which name your recruiting system takes the code of a link, such as gh_src. Empty: “wa”, or as its feed says. The code names nobody.",
                        max_length=40,
                        validators=[wagtail_advocacy.recruitment.validators.validate_parameter],
                        verbose_name="parameter for the code",
                    ),
                ),
                (
                    "direct_apply",
                    models.BooleanField(
                        default=False,
                        help_text="Without an account or a further website. Job search engines say so beside the vacancy.",
                        verbose_name="people apply right there",
                    ),
                ),
                (
                    "date_posted",
                    models.DateField(
                        blank=True,
                        help_text="Empty: the day on which it is first published.",
                        null=True,
                        verbose_name="posted on",
                    ),
                ),
                (
                    "valid_through",
                    models.DateField(
                        blank=True,
                        help_text="After it the vacancy closes by itself.",
                        null=True,
                        verbose_name="last day to apply",
                    ),
                ),
                (
                    "openings",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="openings"
                    ),
                ),
                (
                    "requisition_id",
                    models.CharField(
                        blank=True,
                        help_text="The number of the job in your own books.",
                        max_length=64,
                        verbose_name="requisition number",
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="For people who cannot see it.",
                        max_length=255,
                        verbose_name="picture in words",
                    ),
                ),
                (
                    "bonus_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="For the colleague by whose share somebody is hired.",
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="referral bonus",
                    ),
                ),
                (
                    "bonus_currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[wagtail_advocacy.recruitment.countries.validate_currency],
                        verbose_name="currency of the bonus",
                    ),
                ),
                (
                    "bonus_conditions",
                    models.TextField(
                        blank=True,
                        help_text="Colleagues read them beside the bonus.",
                        max_length=1000,
                        verbose_name="conditions of the bonus",
                    ),
                ),
                ("live", models.BooleanField(default=False, editable=False, verbose_name="live")),
                ("source_id", models.CharField(editable=False, max_length=190, null=True)),
                ("source_url", models.TextField(blank=True, editable=False)),
                ("source_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("detached", models.JSONField(blank=True, default=list, editable=False)),
                ("seen_at", models.DateTimeField(editable=False, null=True)),
                ("missed", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Filled"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("gone", "Gone from its feed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("hired", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="hired in all")),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
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
                        related_name="+",
                        to="wagtail_advocacy_library.contentcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "hiring_manager",
                    models.ForeignKey(
                        blank=True,
                        help_text="Approves the vacancy before it goes out.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hiring manager",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recruiter",
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
                "verbose_name": "vacancy",
                "verbose_name_plural": "vacancies",
                "ordering": ["-date_posted", "-pk"],
                "abstract": False,
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="vacancy at the time")),
                ("network", models.CharField(blank=True, max_length=40, verbose_name="network")),
                ("reference_key", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("reference", models.CharField(blank=True, max_length=190, verbose_name="reference")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Applied"),
                            ("interview", "Interview"),
                            ("offer", "Offer"),
                            ("hired", "Hired"),
                            ("retained", "Stayed"),
                            ("closed", "Closed"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("applied_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="applied")),
                ("moved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last moved")),
                ("hired_at", models.DateTimeField(blank=True, null=True, verbose_name="hired")),
                (
                    "bonus",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("pending", "Pending"),
                            ("eligible", "Due"),
                            ("approved", "Approved"),
                            ("paid", "Paid"),
                            ("forfeited", "Forfeited"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="bonus",
                    ),
                ),
                (
                    "bonus_amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"),
                ),
                ("bonus_currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("bonus_due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "conversion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referral",
                        to="wagtail_advocacy_tracking.conversion",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referrals",
                        to="wagtail_advocacy_sharing.share",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.site"
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referrals",
                        to="wagtail_advocacy_recruitment.vacancy",
                        verbose_name="vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["-moved_at", "-pk"],
                "permissions": [
                    ("approve_bonus", "Can approve bonuses"),
                    ("pay_bonus", "Can record that bonuses were paid"),
                ],
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.CreateModel(
            name="ApplyPresses",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True)),
                ("link_key", models.PositiveBigIntegerField(default=0)),
                ("presses", models.PositiveIntegerField(default=0)),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_advocacy_links.link",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="apply_presses",
                        to="wagtail_advocacy_recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="VacancyCaption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.TextField(
                        help_text="Write as a colleague would: “My team is hiring.” The link is added by itself.",
                        verbose_name="words",
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
                    "vacancy",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captions",
                        to="wagtail_advocacy_recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name": "caption of a vacancy",
                "verbose_name_plural": "captions of vacancies",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="VacancyFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        help_text="Recruiters read it beside what it brings.", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=wagtail_advocacy.recruitment.models.feeds.feed_kind_choices,
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("address", models.URLField(max_length=2000, verbose_name="address")),
                (
                    "mapping",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="For other JSON only: which of its fields is which of ours.",
                        verbose_name="mapping",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=wagtail_advocacy.recruitment.countries.country_choices,
                        help_text="Of places that name none, such as “San Francisco, CA”, and of remote work without a place.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "publish",
                    models.CharField(
                        choices=[
                            (
                                "review",
                                "Somebody looks at it first: it goes into the workflow, or stays a draft without one",
                            ),
                            ("auto", "It is published at once, and so are its changes"),
                        ],
                        default="review",
                        max_length=10,
                        verbose_name="what is new or changed",
                    ),
                ),
                (
                    "apply_parameter",
                    models.CharField(
                        blank=True,
                        help_text="By which name the system takes the code of a link in its addresses. Empty: as this kind of system does.",
                        max_length=40,
                        validators=[wagtail_advocacy.recruitment.validators.validate_parameter],
                        verbose_name="parameter for the code",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="fetched by itself")),
                ("locked_until", models.DateTimeField(editable=False, null=True)),
                ("not_before", models.DateTimeField(editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_library.contentcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language of its texts",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of all its vacancies, until you choose another there. Hears when something goes wrong.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recruiter",
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
                "verbose_name": "vacancy feed",
                "verbose_name_plural": "vacancy feeds",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.AddField(
            model_name="vacancy",
            name="feed",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="vacancies",
                to="wagtail_advocacy_recruitment.vacancyfeed",
                verbose_name="feed",
            ),
        ),
        migrations.CreateModel(
            name="FeedRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "Complete"),
                            ("failed", "Failed: nothing was changed"),
                            ("partial", "Incomplete: nothing was changed"),
                            ("empty", "Empty: nothing was changed"),
                            ("shrunken", "Shrunken: nothing was changed"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="began"),
                ),
                ("ended_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ended")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="vacancies in the feed")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="missing once")),
                ("gone", models.PositiveIntegerField(default=0, verbose_name="gone")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="not taken over")),
                ("problems", models.JSONField(blank=True, default=list)),
                ("message", models.TextField(blank=True, verbose_name="message")),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="wagtail_advocacy_recruitment.vacancyfeed",
                    ),
                ),
            ],
            options={
                "verbose_name": "fetch of a feed",
                "verbose_name_plural": "fetches of feeds",
                "ordering": ["-began_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="VacancyLocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="town")),
                ("region", models.CharField(blank=True, max_length=120, verbose_name="region or state")),
                ("postal_code", models.CharField(blank=True, max_length=20, verbose_name="postal code")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=wagtail_advocacy.recruitment.countries.country_choices,
                        help_text="Job search engines want it, and in many countries the law asks for the salary.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "vacancy",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locations",
                        to="wagtail_advocacy_recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name": "location",
                "verbose_name_plural": "locations",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "deputy",
                    models.ForeignKey(
                        help_text="Approves vacancies in your place, and gets the letters about them.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is away",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["-starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="advocacy_absence_has_an_end"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(choices=[("state", "State"), ("bonus", "Bonus")], max_length=10)),
                ("before", models.CharField(blank=True, max_length=10)),
                ("after", models.CharField(max_length=10)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "conversion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_advocacy_tracking.conversion",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="wagtail_advocacy_recruitment.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a referral",
                "verbose_name_plural": "steps of referrals",
                "ordering": ["at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "conversion"), name="advocacy_referral_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StepNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                (
                    "task_state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.taskstate"
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
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("task_state", "user"), name="advocacy_step_notice_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["bonus", "bonus_due_on"], name="advocacy_referral_bonus"),
        ),
        migrations.AddConstraint(
            model_name="applypresses",
            constraint=models.UniqueConstraint(
                fields=("vacancy", "link_key", "day"), name="advocacy_apply_presses_once"
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(fields=["site", "live", "closed_at", "-date_posted"], name="advocacy_vacancy_open"),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.UniqueConstraint(fields=("feed", "source_id"), name="advocacy_vacancy_source_once"),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("salary_min__isnull", True),
                    ("salary_max__isnull", True),
                    ("salary_max__gte", models.F("salary_min")),
                    _connector="OR",
                ),
                name="advocacy_vacancy_salary_range",
                violation_error_message="The salary ends below where it begins.",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="vacancy",
            unique_together={("translation_key", "locale")},
        ),
    ]
