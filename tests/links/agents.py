"""User agents as they come: who is a person, who draws a card, who is a machine."""

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WEBVIEW = "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"

CHROME = f"{DESKTOP} Chrome/125.0.6422.142 Safari/537.36"
LINKEDIN_BOT = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"

PEOPLE = {
    "Chrome": CHROME,
    "Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Safari": f"{SAFARI} Version/17.5 Mobile/15E148 Safari/604.1",
    "Opera Mini": "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16",
    "Lynx": "Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1",
    "Yandex browser": f"{DESKTOP} Chrome/124.0 YaBrowser/24.6 Yowser/2.5 Safari/537.36",
    "LinkedIn iOS": f"{SAFARI} Mobile/15E148 [LinkedInApp]/9.29.4962",
    "LinkedIn Android": f"{WEBVIEW} Version/4.0 Chrome/125.0 Mobile Safari/537.36 [LinkedInApp]/4.1.960",
    "Facebook iOS": f"{SAFARI} Mobile/21F79 [FBAN/FBIOS;FBAV/468.0.0.37.102;FBDV/iPhone14,5;FBID/phone;FBLC/de_DE]",
    "Facebook Android": f"{WEBVIEW} Version/4.0 Chrome/125.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0.0.52.86;]",
    "Instagram iOS": f"{SAFARI} Mobile/21F90 Instagram 335.1.8.26.85 (iPhone14,7; iOS 17_5_1; de_DE; scale=3.00)",
    "Instagram Pixel": f"{WEBVIEW} Chrome/125.0 Mobile Safari/537.36 Instagram 335.0 Android (34/14; Google/google)",
    "Slack": f"{DESKTOP} Chrome/124.0 Electron/30.0 Safari/537.36 Slack_SSB/4.38.125",
    "Teams": f"{DESKTOP} Chrome/124.0 Safari/537.36 Edg/124.0 Teams/24124.2315.2911.3357",
    "Google app": f"{SAFARI} GSA/319.0.638 Mobile/15E148 Safari/604.1",
    "Pinterest": f"{SAFARI} Mobile [Pinterest/iOS]",
    "Viber": f"{WEBVIEW} Version/4.0 Chrome/120.0 Mobile Safari/537.36 Viber/21.0",
    "KakaoTalk": f"{WEBVIEW} Chrome/125.0 Mobile Safari/537.36;KAKAOTALK 2410720",
    "Line": f"{SAFARI} Mobile/15E148 Safari Line/14.8.0",
    "X": f"{SAFARI} Mobile/15E148 Twitter for iPhone/10.43",
    "Snapchat": f"{SAFARI} Version/17.5 Mobile/15E148 Safari/604.1 Snapchat/12.89.0.32 (like Safari/8617)",
    "Zulip": f"ZulipElectron/5.11.0 {DESKTOP} Chrome/124.0 Electron/30.0 Safari/537.36",
    "Cubot telephone": "Mozilla/5.0 (Linux; Android 11; CUBOT_X30) AppleWebKit/537.36 Chrome/125.0 Safari/537.36",
}

PREVIEWS = {
    "LinkedIn": LINKEDIN_BOT,
    "Facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Meta": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "X": "Twitterbot/1.0",
    "Slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack pictures": "Slack-ImgProxy (+https://api.slack.com/robots)",
    "WhatsApp": "WhatsApp/2.23.20.0 A",
    "Telegram": "TelegramBot (like TwitterBot)",
    "Discord": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Skype and Teams": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Bluesky": "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Mastodon": "Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.example/)",
    "XING": "XING-contenttabreceiver/2.0",
    "Zulip": "Mozilla/5.0 (compatible; ZulipURLPreview/9.0; +https://zulip.example)",
}

CRAWLERS = {
    "nothing": "",
    "blank": "   ",
    "Google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Bing": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Yandex": "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Google inspection": f"{WEBVIEW} Chrome/125.0 Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;)",
    "Gmail pictures": f"{DESKTOP} Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "ChatGPT": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
    "Barkrowler": "Mozilla/5.0 (compatible; Barkrowler/0.9; +https://babbar.tech/crawler)",
    "headless Chrome": f"{DESKTOP} HeadlessChrome/125.0 Safari/537.36",
    "curl": "curl/8.5.0",
    "requests": "python-requests/2.32.3",
    "Go": "Go-http-client/2.0",
    "a program without a name": "Hootsuite",
    "a number": "12345",
}
