from wagtail_advocacy.networks.base import Crawler, Network


class Slack(Network):
    """Words and link are copied: Slack has no address that opens a composer (api.slack.com/reference/deep-linking)."""

    key = "slack"
    label = "Slack"
    source = "api.slack.com/reference/deep-linking (there is no share address)"
    prefills_text = False
    opens = False
    by_default = False
    card_parts = ()
    crawler = Crawler("Slackbot-LinkExpanding", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")
