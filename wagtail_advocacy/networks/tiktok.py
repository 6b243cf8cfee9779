from wagtail_advocacy.networks.base import Network, PictureRules, Post


class TikTok(Network):
    """Words are copied and the picture is downloaded: TikTok takes posts from its app and its upload page only
    (developers.tiktok.com/products/share-kit is for apps on a phone). Links in a caption cannot be clicked.

    2,200 units of UTF-16 for a video's caption; a picture's may be longer
    (developers.tiktok.com/doc/content-posting-api-reference-direct-post and -photo-post).
    """

    key = "tiktok"
    label = "TikTok"
    source = "developers.tiktok.com/doc/content-posting-api-reference-direct-post; there is no share address"
    limit = 2200
    counting = "utf-16"
    prefills_text = False
    takes_link = False
    wants_picture = True
    by_default = False
    card_parts = ()
    picture = PictureRules(max_bytes=20_000_000, formats=("JPEG", "WEBP"))

    def compose_url(self, post: Post) -> str:
        return "https://www.tiktok.com/upload"
