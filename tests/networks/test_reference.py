"""The table of networks in the docs says what the networks do; `ADVOCACY_WRITE_DOCS=1` writes it."""

import os
import re

from tests.test_docs import DOCS, column
from wagtail_advocacy.networks.base import Network
from wagtail_advocacy.networks.counting import RULES
from wagtail_advocacy.networks.registry import get_networks

PAGE = DOCS / "reference" / "networks.md"
START, END = "<!-- networks: start -->\n", "<!-- networks: end -->\n"
HEAD = "| network | key | | hands over | limit | counting | source |\n|---|---|---|---|---|---|---|\n"


def hands_over(network: Network) -> str:
    if network.shows_qr:
        return "nothing; shows the link"
    if not network.opens:
        return "nothing; words and link are copied"
    if network.wants_picture:
        return "nothing; words are copied, the picture is downloaded"
    return "words and link" if network.prefills_text else "the link; words are copied"


def limit(network: Network) -> str:
    if network.limit is None:
        return f"{network.longest_address:,} characters of address" if network.longest_address < 8000 else ""
    more = f" and {network.limit_bytes:,} bytes" if network.limit_bytes else ""
    return f"{network.limit:,}{more}{', with the link' if network.link_in_text else ''}"


def row(network: Network) -> str:
    cells = [
        str(network.label) if not network.option_label else f"{network.label}, composer",
        f"`{network.key}`" if not network.option_label else f"`{network.key}.composer`",
        "usual" if network.by_default and not network.option_label else "",
        hands_over(network),
        limit(network),
        f"`{network.counting}`" if network.limit is not None else "",
        network.source,
    ]
    return "| " + " | ".join(cells) + " |\n"


def table() -> str:
    ways = [way for network in get_networks().values() for way in (network, *network.options.values())]
    return HEAD + "".join(row(way) for way in ways)


def test_the_table_of_networks():
    before, _start, rest = PAGE.read_text(encoding="utf-8").partition(START)
    written, _end, after = rest.partition(END)
    if os.environ.get("ADVOCACY_WRITE_DOCS") == "1":
        written = f"\n{table()}\n"
        PAGE.write_text(before + START + written + END + after, encoding="utf-8")
    assert written == f"\n{table()}\n", "run this test with ADVOCACY_WRITE_DOCS=1"


def test_every_network_names_its_source():
    ways = [way for network in get_networks().values() for way in (network, *network.options.values())]
    assert [way.key for way in ways if not way.source] == ["copy_link"]


def test_the_table_of_counting_rules():
    assert set(column("reference/networks.md", "## Counting rules")) == set(RULES)


def test_the_table_of_what_a_network_says():
    attributes = [
        name
        for name in (*Network.__annotations__, *vars(Network))
        if not name.startswith("_") and not callable(getattr(Network, name, None))
    ]
    page = "how-to/add-a-network.md"
    assert set(column(page, "## What a network says about itself")) == set(attributes)
    methods = re.findall(r"^\| `(\w+)\((?:post|text)\)` \|", (DOCS / page).read_text(encoding="utf-8"), re.M)
    assert methods == ["compose_url", "count", "problems"]
