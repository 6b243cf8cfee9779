"""Who follows the links of a benchmark: forty browsers, in-app ones among them, roughly as often as they come."""

_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {0}_{1} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_ANDROID = "Mozilla/5.0 (Linux; Android {0}; {1}) AppleWebKit/537.36 (KHTML, like Gecko) {2}Chrome/{3}.0.0.0 Mobile"
_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/{0} (KHTML, like Gecko)"
_LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0"

_ANDROIDS = [
    _ANDROID.format(version, phone, "", chrome)
    for version, phone in ((10, "K"), (14, "SM-S918B"), (15, "Pixel 8"))
    for chrome in (139, 140)
]
_WEB_VIEWS = [_ANDROID.format(14, phone, "Version/4.0 ", 140) for phone in ("SM-A546B; wv", "Pixel 7; wv")]

AGENTS: dict[str, int] = {
    # Phones: browsers, then the in-app browsers of networks.
    **{f"{_IPHONE.format(v, m)} Version/{v}.{m} Mobile/15E148 Safari/604.1": 8 for v in (16, 17, 18) for m in (4, 6)},
    **{f"{each} Safari/537.36": 6 for each in _ANDROIDS},
    **{f"{_IPHONE.format(18, m)} Mobile/15E148 [LinkedInApp]/9.31.{m}": 8 for m in (4, 5, 6)},
    **{f"{each} Safari/537.36 [LinkedInApp]/4.1.1": 8 for each in _WEB_VIEWS},
    **{f"{_IPHONE.format(18, m)} Mobile/22G86 [FBAN/FBIOS;FBAV/520.0;FBDV/iPhone16,1;]": 3 for m in (5, 6)},
    **{f"{each} Safari/537.36 Instagram 390.0 Android": 2 for each in _WEB_VIEWS},
    # Desks.
    **{f"{_WINDOWS.format(version)} Safari/537.36": 7 for version in (136, 137, 138, 139, 140)},
    **{f"{_WINDOWS.format(version)} Safari/537.36 Edg/{version}.0.0.0": 6 for version in (137, 138, 139, 140)},
    **{f"{_MAC.format('537.36')} Chrome/{version}.0.0.0 Safari/537.36": 4 for version in (138, 139, 140)},
    **{f"{_MAC.format('605.1.15')} Version/{version} Safari/605.1.15": 4 for version in ("17.6", "18.5", "18.6")},
    **{_LINUX.format(version): 2 for version in (128, 140, 141)},
    f"{_WINDOWS.format(138)} Electron/37.0 Safari/537.36 Slack_SSB/4.45": 2,
}
"""User agents and how often each comes in comparison."""
