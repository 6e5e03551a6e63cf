"""Why a picture was not judged, in a sentence."""

from models.errors import KnownError
from models.sight import Unfit


class UnfitError(KnownError):
    """A picture that must not be judged."""


_SENTENCES = {
    Unfit.DARK: UnfitError("The picture is too dark to be judged."),
    Unfit.BRIGHT: UnfitError("The picture is too bright to be judged."),
    Unfit.GLARE: UnfitError("Light glares on the casting; it cannot be judged."),
    Unfit.BLURRED: UnfitError("The picture is too blurred to be judged."),
    Unfit.NO_CASTING: UnfitError("No casting was found in the picture."),
    Unfit.NOT_WHOLE: UnfitError("The casting is not whole in the picture."),
    Unfit.SIZE: UnfitError("The casting is not of the size that was taught."),
    Unfit.UNREADABLE: UnfitError("The image cannot be read."),
    Unfit.FAILED: UnfitError("An error ended the judging of the image."),
    Unfit.MISSED: UnfitError("The casting passed while the station could not judge."),
}

UNKNOWN_RIG = UnfitError(
    "This network judges whole pictures, and nothing tells when a casting lies on the rig: teach"
    " the empty rig on the set-up's page of the camera, or have each casting inspected with"
    " “Inspect now”."
)


def refusal(unfit: Unfit) -> UnfitError:
    """The sentence for a reason."""
    return _SENTENCES[unfit]
