"""The links know nothing of people, nor of this registry: the root speaks for them."""

from .links.models import Agent, Click, ClickTotal, HostText, Link, Receipt, Target
from .registries import personal_data

personal_data.declare_not_personal(
    Target,
    {
        "subject": "names content, such as library.item/42",
        "key": "random",
        "url": "address of content",
        "fallback": "address of content",
        "card": "facts about content",
    },
)
personal_data.declare_not_personal(
    Link,
    {"code": "random; tied to a person only through Share.advocate", "query": "UTM, may not name a person (validated)"},
)
personal_data.declare_not_personal(Agent, {"text": "product names without versions, shared by many"})
personal_data.declare_not_personal(
    Click,
    {
        "kind": "a class",
        "reason": "why that class",
        "referrer": "a host name",
        "visitor": "keyed hash; its key is deleted the next day",
    },
)
personal_data.declare_not_personal(ClickTotal, {"kind": "a class"})
personal_data.declare_not_personal(Receipt, {"key": "names a batch of clicks in a queue or file"})
personal_data.declare_not_personal(
    HostText,
    {"host": "our own", "language": "a language", "home": "our own", "privacy": "published by the organisation"},
)
