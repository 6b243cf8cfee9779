"""Every word of the demo: people, news, blog, events and what may be shared."""
