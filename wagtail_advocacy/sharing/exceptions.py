"""Why a share was not started; each says in one sentence what to do."""

from django.utils.translation import gettext_lazy as _


class ShareRefused(Exception):
    """The share was not stored. The message is for the person; ``url``, if any, is where they do what it asks."""

    sentence = _("This could not be shared.")

    def __init__(self, sentence: object = "", url: str = "") -> None:
        super().__init__(str(sentence or self.sentence))
        self.url = url


class ItemClosed(ShareRefused):
    sentence = _("This is no longer offered for sharing.")


class NetworkOff(ShareRefused):
    sentence = _("This network has been switched off. Choose another one; your words are kept.")


class CodeExpired(ShareRefused):
    sentence = _("This form was open for more than a day. Nothing is lost: check your words and share again.")


class CodeUsed(CodeExpired):
    """The code is taken, or was never ours."""

    sentence = _("This form cannot be used any more. Nothing is lost: check your words and share again.")


class NotJoined(ShareRefused):
    sentence = _("Please agree to join first. Nothing was stored.")


class ConsentChanged(NotJoined):
    """Beside the box stood another sentence than the one that counts now."""

    sentence = _("What you agree to has changed meanwhile. Read it and tick it again; your words are kept.")


class WordsRefused(ShareRefused):
    """The words need a change."""


class GateShut(ShareRefused):
    """Something has to be done first; where it can be done in the dialog, that shows it."""

    is_gate = True


class LookAgain(ShareRefused):
    """Checks ask about these words, once. ``asked`` marks what about, for the form that shares them all the same."""

    sentence = _("Look once more at what stands under your words. Share again if you mean it.")
    is_asked_once = True

    def __init__(self, asked: frozenset[str]) -> None:
        super().__init__()
        self.asked = asked


class DisputeRefused(ShareRefused):
    """What somebody says against a finding was not stored."""

    sentence = _("This could not be sent: you have sent several today.")


class AddressRefused(ShareRefused):
    """What somebody gave as the address of their post is none."""

    sentence = _("This is not the address of a post. Copy it from your browser; it starts with https://.")


class TakenBack(ShareRefused):
    sentence = _("There is nothing to take back here: it was taken back before, or it is not yours.")


class TooLateToTakeBack(ShareRefused):
    sentence = _("Somebody has opened your link already, so it stays in your list. You can still delete your post.")
