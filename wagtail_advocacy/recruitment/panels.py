from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel

PANELS = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("team"), FieldPanel("requisition_id")]),
    FieldPanel("why"),
    MultiFieldPanel([FieldRowPanel([FieldPanel("hiring_manager"), FieldPanel("recruiter")])], heading=_("People")),
    InlinePanel("locations", heading=_("Locations"), label=_("Location")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("workplace"), FieldPanel("employment_type"), FieldPanel("openings")]),
            FieldRowPanel([FieldPanel("salary_min"), FieldPanel("salary_max")]),
            FieldRowPanel([FieldPanel("salary_currency"), FieldPanel("salary_unit")]),
            FieldPanel("languages"),
        ],
        heading=_("Work and pay"),
    ),
    FieldPanel("description"),
    FieldPanel("requirements"),
    FieldPanel("benefits"),
    MultiFieldPanel(
        [
            FieldPanel("apply_url"),
            FieldPanel("apply_email"),
            FieldRowPanel([FieldPanel("apply_parameter"), FieldPanel("direct_apply")]),
            FieldRowPanel([FieldPanel("date_posted"), FieldPanel("valid_through")]),
        ],
        heading=_("How to apply"),
    ),
    InlinePanel("captions", heading=_("Captions"), label=_("Caption")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("bonus_amount"), FieldPanel("bonus_currency")]),
            FieldPanel("bonus_conditions"),
        ],
        heading=_("Referral bonus"),
    ),
    MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
    MultiFieldPanel(
        [FieldPanel("category"), FieldPanel("campaign"), FieldPanel("site")], heading=_("Place in the library")
    ),
    PublishingPanel(),
]
