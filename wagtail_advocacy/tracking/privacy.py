"""What the tracking room keeps: nothing that names a person."""

from ..registries import personal_data
from .models import Conversion, DailyTally, PreviewCheck

personal_data.declare_not_personal(DailyTally, {"kind": "a class"})
personal_data.declare_not_personal(
    Conversion,
    {
        "kind": "a kind",
        "currency": "a currency",
        "reference": "a number in the system that reported it; what looks like a person’s address is refused",
        "key": "a digest, of the identity of a message or of nothing",
        "by_reference": "a digest of kind and reference",
        "source": "how it came",
    },
)
personal_data.declare_not_personal(
    PreviewCheck,
    {
        "url": "address of content",
        "page": "what a public page says of itself",
        "problems": "codes",
        "trouble": "a code, and how often",
        "accepted": "codes",
    },
)
