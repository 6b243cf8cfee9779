"""Signs that strangers are stopped before the page: a login, or a question for consent."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from .pages import Page

THIN = 500
"""int, visible characters below which a page has nothing to read but its form."""

_PLACES = """
login log-in logon signin sign-in sso saml saml2 oauth oauth2 authorize auth idp cas adfs openid-connect
wp-login.php login.php login.aspx login.html signin.html anmelden anmeldung connexion iniciar-sesion acceder accedi
accesso entrar inloggen aanmelden logga-in logg-inn log-ind kirjaudu zaloguj prihlaseni
"""
_TITLES = """
sign in, sign-in, signin, log in, log-in, login, log on, logon, please sign in, please log in, anmelden, anmeldung,
einloggen, bitte anmelden, iniciar sesión, inicio de sesión, inicia sesión, acceder, acceso, accedi, accesso, connexion,
se connecter, identification, s’identifier, s'identifier, entrar, iniciar sessão, aanmelden, inloggen, logga in,
logg inn, log ind, kirjaudu, kirjaudu sisään, zaloguj się, logowanie, přihlášení, bejelentkezés, autentificare, вход,
войти, увійти, ログイン, 登录, 登入, 로그인, تسجيل الدخول
"""

LOGIN_PLACES = frozenset(_PLACES.split())
LOGIN_TITLES = frozenset(each.strip() for each in _TITLES.split(","))
LOGIN_HOSTS = frozenset({"accounts", "login", "signin", "logon", "sso", "auth", "idp", "adfs", "cas", "oauth"})
LOGIN_SERVICES = ("login.microsoftonline.com", "accounts.google.com", "okta.com", "auth0.com", "onelogin.com")
LOGIN_QUERY = frozenset({"samlrequest", "relaystate", "redirect_uri", "response_type"})

_TITLE_STARTS = ("sign in to ", "log in to ", "login to ", "anmelden bei ", "iniciar sesión en ", "se connecter à ")
_TITLE_PARTS = re.compile(r"\s+[-–—|·•:»/]\s+|[|·•»:]")


def is_login(asked: str, arrived: str, page: Page) -> bool:
    """Return whether who asked for one address has ``arrived`` at a login.

    One sign alone is none: articles write about logins, and newspapers have a box for their readers in the corner.
    """
    if _led_to_login(asked, arrived):
        return True
    signs = [page.has_password, _says_login(page.title), page.words < THIN]
    return sum(signs) > 1 and (page.has_password or _says_login(page.title))


def is_consent(asked: str, arrived: str) -> bool:
    """Return whether who asked was led to a page that asks for consent first."""
    if asked == arrived:
        return False
    parts, before = urlsplit(arrived), urlsplit(asked)
    host, path = parts.hostname or "", parts.path.lower().split("/")
    named = host.split(".")[0] in {"consent", "guce", "cmp"} or bool({"consent", "cookie-consent"} & set(path))
    return named and (host, parts.path) != (before.hostname, before.path)


def _led_to_login(asked: str, arrived: str) -> bool:
    if asked == arrived:
        return False
    was, now = urlsplit(asked), urlsplit(arrived)
    host = now.hostname or ""
    if host != was.hostname and (
        host.split(".")[0] in LOGIN_HOSTS or any(host == each or host.endswith(f".{each}") for each in LOGIN_SERVICES)
    ):
        return True
    new = set(now.path.lower().split("/")) - set(was.path.lower().split("/"))
    asks = {name.lower() for name, _value in parse_qsl(now.query)} - {name.lower() for name, _ in parse_qsl(was.query)}
    return bool(new & LOGIN_PLACES or asks & LOGIN_QUERY)


def _says_login(title: str) -> bool:
    said = " ".join(title.casefold().split())
    return said.startswith(_TITLE_STARTS) or any(part.strip() in LOGIN_TITLES for part in _TITLE_PARTS.split(said))
