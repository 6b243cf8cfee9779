"""Preview check: what networks find where an item leads, and what is wrong with it, in words."""
