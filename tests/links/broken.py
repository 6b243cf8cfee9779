"""A module of a site that cannot be imported."""

raise RuntimeError("broken on purpose")
