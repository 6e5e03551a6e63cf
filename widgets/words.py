"""The words for the values that travel, in the language of the screen."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QLocale

from models.challenge import ChallengeProgress
from models.decision import Decision, DefectKind, Ruling
from models.drift import Baseline
from models.health import Condition, Part
from models.judgement import Occasion, Verdict
from models.people import Role
from models.sight import Unfit

translate = QCoreApplication.translate

NONE = "–"
"""Where there is no figure yet."""

_SERIAL_SHOWN = 20  # letters


def verdict(value: Verdict) -> str:
    """What the station says of a casting, in a word."""
    match value:
        case Verdict.PASS:
            return translate("Words", "Pass")
        case Verdict.REJECT:
            return translate("Words", "Reject")
        case Verdict.REVIEW:
            return translate("Words", "Review")


def occasion(value: Occasion) -> str:
    """Why a casting was inspected."""
    match value:
        case Occasion.LINE:
            return translate("Words", "Line")
        case Occasion.MANUAL:
            return translate("Words", "By hand")
        case Occasion.REINSPECTION:
            return translate("Words", "Again")


def ruling(value: Ruling) -> str:
    """What a person says of a casting, in a word."""
    match value:
        case Ruling.SOUND:
            return translate("Ruling", "Sound")
        case Ruling.DEFECTIVE:
            return translate("Ruling", "Defective")


def role(value: Role) -> str:
    """What a person is at the station."""
    match value:
        case Role.OPERATOR:
            return translate("Role", "Operator")
        case Role.INSPECTOR:
            return translate("Role", "Inspector")
        case Role.ENGINEER:
            return translate("Role", "Engineer")


def defect_kind(value: DefectKind) -> str:
    """What is wrong with a casting."""
    return {
        DefectKind.BLOW_HOLE: translate("Words", "Blow hole"),
        DefectKind.PINHOLE: translate("Words", "Pinhole"),
        DefectKind.BURR: translate("Words", "Burr"),
        DefectKind.SHRINKAGE: translate("Words", "Shrinkage"),
        DefectKind.MOULD_MATERIAL: translate("Words", "Mould material"),
        DefectKind.POURING_METAL: translate("Words", "Pouring metal"),
        DefectKind.METALLURGICAL: translate("Words", "Metallurgical"),
        DefectKind.OTHER: translate("Words", "Other defect"),
    }[value]


def decision(value: Decision) -> str:
    """What a person decided, in a line of a table."""
    said = ruling(value.ruling)
    return f"{said}: {defect_kind(value.defect_kind)}" if value.defect_kind else said


def unfit(value: Unfit) -> str:
    """What is wrong with a picture, and what to do."""
    return {
        Unfit.DARK: translate("Words", "The picture is too dark. Check the lighting."),
        Unfit.BRIGHT: translate("Words", "The picture is too bright. Check lighting and exposure."),
        Unfit.GLARE: translate("Words", "Glare hides the casting. Check the lighting."),
        Unfit.BLURRED: translate("Words", "The picture is blurred. Check focus and lens."),
        Unfit.NO_CASTING: translate("Words", "What lies there is no casting of this kind."),
        Unfit.NOT_WHOLE: translate(
            "Words", "The casting is cut off by the picture’s edge. Move it in."
        ),
        Unfit.SIZE: translate("Words", "It is not of the size that was taught. Is it this part?"),
        Unfit.UNREADABLE: translate("Words", "The image cannot be read. Check the camera."),
        Unfit.FAILED: translate("Words", "An error ended the judging. Inspect the casting again."),
        Unfit.MISSED: translate("Words", "Castings pass unjudged. Stop the line."),
    }[value]


def unfamiliar() -> str:
    """Why a casting does not pass though the network finds no defect."""
    return translate("Words", "Unlike the castings that the network knows. Is it this part?")


def unfit_name(value: Unfit) -> str:
    """What is wrong with a picture, in a word or two, for a list."""
    return {
        Unfit.DARK: translate("Words", "too dark"),
        Unfit.BRIGHT: translate("Words", "too bright"),
        Unfit.GLARE: translate("Words", "glare"),
        Unfit.BLURRED: translate("Words", "blurred"),
        Unfit.NO_CASTING: translate("Words", "no casting"),
        Unfit.NOT_WHOLE: translate("Words", "cut off"),
        Unfit.SIZE: translate("Words", "another size"),
        Unfit.UNREADABLE: translate("Words", "unreadable"),
        Unfit.FAILED: translate("Words", "judging failed"),
        Unfit.MISSED: translate("Words", "missed"),
    }[value]


def part(value: Part) -> str:
    """What a light stands for."""
    match value:
        case Part.CAMERA:
            return translate("Words", "Camera")
        case Part.NETWORK:
            return translate("Words", "Network")
        case Part.DISK:
            return translate("Words", "Disk")
        case Part.KAFKA:
            return translate("Words", "Kafka")
        case Part.SOUND:
            return translate("Words", "Sound")


def condition(value: Condition) -> str:
    """How a part is, in a word."""
    match value:
        case Condition.OK:
            return translate("Words", "OK")
        case Condition.WAITING:
            return translate("Words", "waiting")
        case Condition.FAULT:
            return translate("Words", "FAULT")
        case Condition.OFF:
            return translate("Words", "off")


def on_button(text: str) -> str:
    """A text that others have written, with no letter taken for a key."""
    return text.replace("&", "&&")


def number(value: int) -> str:
    """A whole number with its thousands set apart."""
    return QLocale().toString(value)


def score(value: float) -> str:
    """A defect probability; never rounded onto 0 or 1 unless it is that."""
    return f"{min(max(value, 0.001), 0.999):.3f}" if 0 < value < 1 else f"{value:.0f}"


def serial(text: str) -> str:
    """A serial number where there is little room: its end tells it from others."""
    return text if len(text) <= _SERIAL_SHOWN else f"…{text[-_SERIAL_SHOWN:]}"


def clock(moment: datetime, zone: tzinfo | None) -> str:
    """The time of day in the station's zone; None is the machine's own."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def day_and_clock(moment: datetime, zone: tzinfo | None) -> str:
    """Day and time in the station's zone."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def zone_name(moment: datetime, zone: tzinfo | None) -> str:
    """What the zone is called at that moment, e.g. KST."""
    return moment.astimezone(zone).tzname() or ""


def taught(baseline: Baseline) -> str:
    """What the station has learnt of how castings should lie and look."""
    return translate(
        "Words",
        "Taught by {count} castings: brightness {brightness}, sharpness {sharpness}. The station"
        " warns when they drift away from it.",
    ).format(
        count=baseline.castings,
        brightness=f"{baseline.mean.brightness:.0f}",
        sharpness=f"{baseline.mean.sharpness:.2f}",
    )


def challenge_task(progress: ChallengeProgress) -> str:
    """What a person must do now in a challenge."""
    casting = progress.next_casting
    if casting is None:
        return translate("Words", "It is being put on record.")
    text = (
        translate("Words", "Lay casting {number} on the rig, then Inspect now. It must pass.")
        if casting.expected is Verdict.PASS
        else translate(
            "Words", "Lay casting {number} on the rig, then Inspect now. It must be rejected."
        )
    )
    return text.format(number=casting.number)


def challenge_aim(progress: ChallengeProgress) -> str:
    """The same in as few words as are read from two metres."""
    casting = progress.next_casting
    if casting is None:
        return NONE
    text = (
        translate("Words", "{number} must pass")
        if casting.expected is Verdict.PASS
        else translate("Words", "{number} must be rejected")
    )
    return text.format(number=casting.number)
