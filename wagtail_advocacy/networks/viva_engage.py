from wagtail_advocacy.networks.base import Network


class VivaEngage(Network):
    """Viva Engage, once Yammer: words and link are copied.

    Its share button is a script of Yammer's (learn.microsoft.com/rest/api/yammer/share-button), which no strict policy
    of a website lets in, and there is no address that opens a composer.
    """

    key = "viva_engage"
    label = "Viva Engage"
    source = "learn.microsoft.com/rest/api/yammer/share-button (a script; there is no share address)"
    prefills_text = False
    opens = False
    by_default = False
    card_parts = ()
