"""“Recruitment” in the admin: from shares to hires, how long it takes and what it costs."""
