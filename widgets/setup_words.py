"""The words of the set-up, in the language of the screen."""

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from models.network_card import NetworkCard
from models.setup import Key, Lock

translate = QCoreApplication.translate


def section(name: str) -> str:
    """A page of the set-up."""
    names = {
        "station": translate("Setup", "Station and shifts"),
        "camera": translate("Setup", "Camera"),
        "judging": translate("Setup", "Network and thresholds"),
        "record": translate("Setup", "Pictures and space"),
        "kafka": translate("Setup", "Kafka"),
        "alarm": translate("Setup", "Alarm"),
        "warnings": translate("Setup", "Warnings"),
        "challenge": translate("Setup", "Challenge"),
        "serial": translate("Setup", "Serial numbers"),
        "sign_in": translate("Setup", "Sign-in"),
        "doctor": translate("Setup", "Check of all parts"),
    }
    return names[name]


def label(key: Key) -> str:
    """What a setting is called."""
    return _labels()[key][0]


def hint(key: Key) -> str:
    """What a setting does, its unit, and what is usual."""
    return _labels()[key][1]


def lock(value: Lock) -> str:
    """Why it cannot be changed here."""
    match value:
        case Lock.COMMAND_LINE:
            return translate("Setup", "Given on the command line: it cannot be changed here.")
        case Lock.ENVIRONMENT:
            return translate("Setup", "Given by the environment: it cannot be changed here.")
        case Lock.NONE:
            return ""


def card(value: NetworkCard) -> str:
    """What a network is, and how surely it lets no defective casting pass."""
    text = translate("Setup", "Made {day}; a person looks from {review}, rejected from {reject}.")
    said = text.format(
        day=value.made_at[:10],
        review=f"{value.thresholds.review:g}",
        reject=f"{value.thresholds.reject:g}",
    )
    if (bound := value.escape_bound) is None:
        return said
    escapes = translate("Setup", "Of {castings} defective castings at most {share} escape.")
    return f"{said} {escapes.format(castings=bound[1], share=f'{bound[0]:.1%}')}"


def choice(key: Key, value: str) -> str:
    """What can be chosen, in words."""
    if key == ("judging", "network"):
        return PurePath(value).name or translate("Setup", "the one that was promoted last")
    words = {
        "ko": "한국어",
        "en": "English",
        "synthetic": translate("Setup", "synthetic rig (for a try)"),
        "device": translate("Setup", "camera of this computer"),
        "stream": translate("Setup", "network camera"),
        "video": translate("Setup", "video file"),
        "folder": translate("Setup", "folder of pictures"),
        "all": translate("Setup", "of all castings"),
        "flagged": translate("Setup", "of rejects and reviews"),
        "none": translate("Setup", "of none"),
        "off": translate("Setup", "none"),
        "light": translate("Setup", "light"),
        "dark": translate("Setup", "dark"),
        "picture": translate("Setup", "read from the picture"),
        "scanner": translate("Setup", "from a hand scanner"),
    }
    return value if key[0] == "kafka" else words.get(value, value)


def _labels() -> dict[Key, tuple[str, str]]:
    return _station() | _camera() | _judging() | _kafka() | _calling()


def _station() -> dict[Key, tuple[str, str]]:
    return {
        ("station", "name"): (
            translate("Setup", "Name of the station"),
            translate(
                "Setup", "The plant knows it by this name: change it only before production."
            ),
        ),
        ("station", "language"): (
            translate("Setup", "Language"),
            translate("Setup", "At the start; L switches it."),
        ),
        ("station", "full_screen"): (
            translate("Setup", "Full screen"),
            translate("Setup", "From the start; F11 switches it."),
        ),
        ("station", "appearance"): (
            translate("Setup", "Appearance"),
            translate("Setup", "Dark, for a station that stands in the dark."),
        ),
        ("station", "time_zone"): (
            translate("Setup", "Time zone"),
            translate("Setup", "Like Asia/Seoul; empty: that of this computer."),
        ),
        ("station", "shifts"): (
            translate("Setup", "Shifts"),
            translate("Setup", "Name and start of each, like Day 06:00, Late 14:00, Night 22:00."),
        ),
        ("record", "keep_pictures"): (
            translate("Setup", "Pictures are kept"),
            translate("Setup", "Results are always kept, whatever is chosen."),
        ),
        ("record", "keep_every_nth_pass"): (
            translate("Setup", "And of every n-th pass"),
            translate("Setup", "0: of none. Has an effect with rejects and reviews."),
        ),
        ("record", "keep_frames"): (
            translate("Setup", "And the other frames that were combined"),
            translate("Setup", "Of each casting whose picture is kept; they take as much space."),
        ),
        ("record", "quota_megabytes"): (
            translate("Setup", "Space for pictures, MB"),
            translate("Setup", "The oldest go first; results never do."),
        ),
        ("record", "quota_days"): (
            translate("Setup", "Pictures are kept for, days"),
            translate("Setup", "Older ones go."),
        ),
        ("serial", "source"): (
            translate("Setup", "Serial numbers"),
            translate("Setup", "QR, Data Matrix, Code 128 or Code 39."),
        ),
        ("serial", "pattern"): (
            translate("Setup", "A number looks like"),
            translate("Setup", "A regular expression, like IMP-[0-9]{6}; empty: anything."),
        ),
        ("sign_in", "enabled"): (
            translate("Setup", "People sign in"),
            translate("Setup", "With a PIN or a badge. The first start asks for an engineer."),
        ),
        ("sign_in", "auto_sign_out_minutes"): (
            translate("Setup", "Signed out after, minutes"),
            translate("Setup", "Without touch or key; 0: never."),
        ),
    }


def _camera() -> dict[Key, tuple[str, str]]:
    return {
        ("camera", "kind"): (translate("Setup", "Kind of camera"), ""),
        ("camera", "index"): (
            translate("Setup", "Number of the camera"),
            translate("Setup", "0 is the first of this computer."),
        ),
        ("camera", "width"): (
            translate("Setup", "Width, pixels"),
            translate("Setup", "Empty: as the camera likes."),
        ),
        ("camera", "height"): (
            translate("Setup", "Height, pixels"),
            translate("Setup", "Empty: as the camera likes."),
        ),
        ("camera", "url"): (
            translate("Setup", "Address"),
            translate("Setup", "Like rtsp://10.0.0.7/rig. It is never shown; empty: it stays."),
        ),
        ("camera", "path"): (
            translate("Setup", "File or folder"),
            translate("Setup", "Its whole path."),
        ),
        ("camera", "castings_per_minute"): (
            translate("Setup", "Castings a minute"),
            translate("Setup", "So quickly they come."),
        ),
        ("camera", "loop"): (
            translate("Setup", "Again and again"),
            translate("Setup", "From the beginning, at the end."),
        ),
        ("camera", "watch"): (
            translate("Setup", "Wait for new images"),
            translate("Setup", "Judge images that come into the folder later."),
        ),
        ("camera", "region"): (
            translate("Setup", "Region, %"),
            translate("Setup", "Left, top, width, height, like 25, 10, 50, 80; empty: all."),
        ),
        ("camera", "defective_share"): (
            translate("Setup", "Share of defective castings"),
            translate("Setup", "From 0 to 1."),
        ),
    }


def _judging() -> dict[Key, tuple[str, str]]:
    own = translate("Setup", "From 0 to 1; empty: the network's own.")
    return {
        ("judging", "network"): (
            translate("Setup", "Network"),
            translate("Setup", "Which one judges; castwatch network promote brings another."),
        ),
        ("judging", "review"): (translate("Setup", "A person looks from"), own),
        ("judging", "reject"): (translate("Setup", "A casting is rejected from"), own),
        ("judging", "frames"): (
            translate("Setup", "Pictures of each casting"),
            translate("Setup", "1 to 20, combined into one verdict."),
        ),
        ("judging", "still_ms"): (
            translate("Setup", "A casting lies still for, ms"),
            translate("Setup", "0 to 5000, before it is judged."),
        ),
        ("judging", "casting_percent"): (
            translate("Setup", "Size of a casting, %"),
            translate(
                "Setup",
                "Its rim across, of the picture's shorter side; what is a quarter larger or smaller"
                " is not judged. 0: any. The page of the camera can teach it.",
            ),
        ),
        ("judging", "empty_rig"): (
            translate("Setup", "Picture of the empty rig"),
            translate(
                "Setup",
                "For a network that judges whole pictures; the page of the camera can take it.",
            ),
        ),
    }


def _kafka() -> dict[Key, tuple[str, str]]:
    file = translate("Setup", "Its whole path; empty: none.")
    return {
        ("kafka", "servers"): (
            translate("Setup", "Servers"),
            translate("Setup", "HOST:PORT, several with commas; empty: results wait here."),
        ),
        ("kafka", "topic"): (translate("Setup", "Topic of the results"), ""),
        ("kafka", "security"): (
            translate("Setup", "Security"),
            translate("Setup", "SASL_SSL is what a plant should have."),
        ),
        ("kafka", "user"): (translate("Setup", "User"), ""),
        ("kafka", "password_file"): (
            translate("Setup", "File with the password"),
            translate("Setup", "Empty: the keyring of this computer."),
        ),
        ("kafka", "sasl_mechanism"): (translate("Setup", "Kind of sign-in"), ""),
        ("kafka", "ca_file"): (translate("Setup", "Certificate authority"), file),
        ("kafka", "certificate_file"): (translate("Setup", "Certificate"), file),
        ("kafka", "key_file"): (translate("Setup", "Key of the certificate"), file),
    }


def _calling() -> dict[Key, tuple[str, str]]:
    return {
        ("alarm", "enabled"): (
            translate("Setup", "The alarm sounds"),
            translate("Setup", "At a reject, a fault, a warning."),
        ),
        ("alarm", "volume"): (translate("Setup", "Volume"), translate("Setup", "From 0 to 1.")),
        ("alarm", "louder_after_s"): (
            translate("Setup", "Louder after, seconds"),
            translate("Setup", "While nobody acknowledges it; 0: never."),
        ),
        ("alarm", "unmute_after_s"): (
            translate("Setup", "Muted for, seconds"),
            translate("Setup", "Then it comes back; 0: it stays muted."),
        ),
        ("warnings", "rejects_in_a_row"): (
            translate("Setup", "Rejects in a row"),
            translate("Setup", "So many call a person; 0: none do."),
        ),
        ("warnings", "reject_percent"): (
            translate("Setup", "Share of rejects, %"),
            translate("Setup", "More than this calls a person; 0: none does."),
        ),
        ("warnings", "of_last"): (
            translate("Setup", "Of the last castings"),
            translate("Setup", "10 to 1000."),
        ),
        ("challenge", "sound"): (
            translate("Setup", "Sound castings"),
            translate("Setup", "Their numbers, with commas; empty: no challenge."),
        ),
        ("challenge", "defective"): (
            translate("Setup", "Defective castings"),
            translate("Setup", "Their numbers, with commas."),
        ),
        ("challenge", "every_hours"): (
            translate("Setup", "Also every, hours"),
            translate("Setup", "0.25 to 24; empty: at the start of each shift alone."),
        ),
    }
