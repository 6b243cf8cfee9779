from .campaigns import Campaign
from .captions import Caption
from .categories import ContentCategory
from .items import ItemTag, ShareableItem, subject_of

__all__ = ["Campaign", "Caption", "ContentCategory", "ItemTag", "ShareableItem", "subject_of"]
