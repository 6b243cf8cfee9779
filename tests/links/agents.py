"""User agents as they come: who is a person, who draws a card, who is a machine."""

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WEBVIEW = "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
ANDROID = f"{WEBVIEW} Version/4.0 Chrome/125.0 Mobile Safari/537.36"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"

CHROME = f"{DESKTOP} Chrome/125.0.6422.142 Safari/537.36"
LINKEDIN_BOT = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"

APPS = {
    "LinkedIn iOS": f"{SAFARI} Mobile/15E148 [LinkedInApp]/9.29.4962",
    "LinkedIn Android": f"{ANDROID} [LinkedInApp]/4.1.960",
    "Facebook iOS": f"{SAFARI} Mobile/21F79 [FBAN/FBIOS;FBAV/468.0.0.37.102;FBDV/iPhone14,5;FBID/phone;FBLC/de_DE]",
    "Facebook iOS in full": f"{SAFARI} Mobile/21F79 [FBAN/FBIOS;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;"
    "FBSS/3;FBCR/Carrier&Co;FBID/phone;FBLC/de_DE;FBOP/5;FBRV/603915174;IABMV/1;FBBV/601]",
    "Facebook Android": f"{ANDROID} [FB_IAB/FB4A;FBAV/468.0.0.52.86;]",
    "Facebook Messenger": f"{ANDROID} [FB_IAB/Orca-Android;FBAV/461.0.0.48.109;]",
    "Facebook, the new name": f"{ANDROID} MetaIAB Facebook",
    "Instagram iOS": f"{SAFARI} Mobile/21F90 Instagram 335.1.8.26.85 (iPhone14,7; iOS 17_5_1; de_DE; scale=3.00)",
    "Instagram in Arabic": f"{SAFARI} Mobile/21F90 Instagram 335.1.8 (iPhone14,7; ar_SA@calendar=gregorian; ar-SA)",
    "Instagram Pixel": f"{WEBVIEW} Chrome/125.0 Mobile Safari/537.36 Instagram 335.0 Android (34/14; Google/google)",
    "Threads": f"{SAFARI} Mobile/21F90 Barcelona 335.0.0.33.97 (iPhone14,7; iOS 17_5_1; de_DE; scale=3.00)",
    "Slack": f"{DESKTOP} Chrome/124.0 Electron/30.0 Safari/537.36 Slack_SSB/4.38.125",
    "Teams": f"{DESKTOP} Chrome/124.0 Safari/537.36 Edg/124.0 Teams/24124.2315.2911.3357",
    "Teams on a telephone": f"{ANDROID} TeamsMobile-Android",
    "Outlook on a telephone": f"{SAFARI} Mobile/15E148 Outlook-iOS/711.2406",
    "Google app": f"{SAFARI} GSA/319.0.638 Mobile/15E148 Safari/604.1",
    "Google app, Android": f"{ANDROID} GSA/15.21.34.28.arm64 (Google/google; panther)",
    "Pinterest": f"{SAFARI} Mobile [Pinterest/iOS]",
    "Pinterest Android": f"{ANDROID} [Pinterest/Android]",
    "TikTok": f"{ANDROID} trill_340204 JsSdk/1.0 NetType/WIFI Channel/googleplay ByteLocale/de ByteFullLocale/de-DE",
    "TikTok iOS": f"{SAFARI} Mobile/21F90 musical_ly_34.2.0 BytedanceWebview/d8a21c6 ByteLocale/de",
    "WeChat": f"{ANDROID} MMWEBID/3425 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 NetType/WIFI Language/de",
    "Line": f"{SAFARI} Mobile/15E148 Safari Line/14.8.0",
    "Line Android": f"{ANDROID} Line/14.8.0/IAB",
    "Viber": f"{ANDROID} Viber/21.0",
    "KakaoTalk": f"{ANDROID};KAKAOTALK 2410720",
    "WhatsApp on a desk": f"{MAC} WhatsApp/2.24.10 Chrome/124.0 Electron/30.0 Safari/537.36",
    "X": f"{SAFARI} Mobile/15E148 Twitter for iPhone/10.43",
    "X Android": f"{ANDROID} TwitterAndroid",
    "Snapchat": f"{SAFARI} Version/17.5 Mobile/15E148 Safari/604.1 Snapchat/12.89.0.32 (like Safari/8617)",
    "Reddit": f"{SAFARI} Mobile/15E148 Reddit/2024.22.0",
    "Discord": f"{DESKTOP} discord/1.0.9149 Chrome/124.0 Electron/30.0 Safari/537.36",
    "Zulip": f"ZulipElectron/5.11.0 {DESKTOP} Chrome/124.0 Electron/30.0 Safari/537.36",
    "an app without a name": ANDROID,
}

PEOPLE = {
    "Chrome": CHROME,
    "Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Safari": f"{SAFARI} Version/17.5 Mobile/15E148 Safari/604.1",
    "Opera Mini": "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16",
    "Internet Explorer": "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Lynx": "Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1",
    "w3m": "w3m/0.5.3+git20230121",
    "ELinks": "ELinks/0.13~pre6-1 (textmode; Debian; Linux 3.13.0 x86_64; 140x55-3)",
    "Yandex browser": f"{DESKTOP} Chrome/124.0 YaBrowser/24.6 Yowser/2.5 Safari/537.36",
    "Konqueror": "Mozilla/5.0 (compatible; Konqueror/4.5; Linux) KHTML/4.5.4 (like Gecko)",
    "a page in translation": f"{CHROME},gzip(gfe) (via translate.google.com)",
    "a set of tools for PHP": f"{CHROME} FirePHP/4Chrome",
    "Cubot telephone": "Mozilla/5.0 (Linux; Android 11; CUBOT_X30) AppleWebKit/537.36 Chrome/125.0 Safari/537.36",
    "Ruby telephone": "Mozilla/5.0 (Linux; Android 4.0; HTC Ruby) AppleWebKit/537.36 Chrome/39.0 Safari/537.36",
    "a console": "Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko)",
    "a telephone with keys": "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
    **APPS,
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
    "Pinterest": "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    "XING": "XING-contenttabreceiver/2.0",
    "Zulip": "Mozilla/5.0 (compatible; ZulipURLPreview/9.0; +https://zulip.example)",
}

MANY_WORDS = " ".join(f"{first}{second}kept" for first in "ABCDEF" for second in "abcdef")

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
    "an address to complain to": f"{CHROME} research@scans.example.edu",
    "an address spelt out": "Mozilla/5.0/Firefox/42.0 - somebody95(at)mail.example.org",
    "a host": f"{DESKTOP} sitechecks.io/policy Chrome/125.0 Safari/537.36",
    "a name behind a browser's": f"{CHROME} (compatible; Unheard; en)",
    "a browser's first word": "Mozilla/5.0",
    "a browser's first words": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    "a name at the end of many words": f"{WEBVIEW} {MANY_WORDS} QuietSpider/1.0",
    "curl": "curl/8.5.0",
    "requests": "python-requests/2.32.3",
    "Go": "Go-http-client/2.0",
    "Android without a browser": "Dalvik/2.1.0 (Linux; U; Android 14; SM-S918B Build/UP1A.231005.007)",
    "a program without a name": "Hootsuite",
    "a number": "12345",
}
