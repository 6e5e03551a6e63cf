"""Where the tour stops, and what it says there."""

from PySide6.QtCore import QCoreApplication

from widgets.header import Header
from widgets.live_page import LivePage
from widgets.tour import Stop

translate = QCoreApplication.translate


def tour_stops(live: LivePage, header: Header) -> tuple[Stop, ...]:
    """From the camera's picture to the help, in the order in which the eye needs them."""
    at = live.places()
    return (
        Stop(
            at.picture,
            lambda: translate("Tour", "What the camera sees"),
            lambda: translate(
                "Tour",
                "A casting gets an outline once it is seen whole. It is judged by itself as soon"
                " as it lies still; nobody needs to press anything.",
            ),
        ),
        Stop(
            at.verdict,
            lambda: translate("Tour", "The verdict"),
            lambda: translate(
                "Tour",
                "Pass, reject or review, to be read from five metres. Each has its own shape,"
                " word and colour. What keeps the station from judging stands here, too.",
            ),
        ),
        Stop(
            None,
            lambda: translate("Tour", "The alarm"),
            lambda: translate(
                "Tour",
                "At a reject a bar goes across the screen and the alarm sounds until somebody"
                " acknowledges it: touch the bar's button, or press Space.",
            ),
        ),
        Stop(
            at.tally,
            lambda: translate("Tour", "This shift"),
            lambda: translate(
                "Tour", "How many castings came, passed, were rejected or wait for a person."
            ),
        ),
        Stop(
            at.recent,
            lambda: translate("Tour", "The last castings"),
            lambda: translate(
                "Tour",
                "Touch one to see where the defect is. There it can be inspected again, and a"
                " person decides what is to be reviewed.",
            ),
        ),
        Stop(
            at.inspect,
            lambda: translate("Tour", "By hand"),
            lambda: translate(
                "Tour",
                "Ctrl+I judges what lies on the rig now. Ctrl+P lets castings pass without judging"
                " them, until it is pressed again.",
            ),
        ),
        Stop(
            header.lights,
            lambda: translate("Tour", "Is all well?"),
            lambda: translate(
                "Tour",
                "Camera, network, disk, Kafka and sound. Touch a light to read what is wrong"
                " and what to do.",
            ),
        ),
        Stop(
            header.menu_button,
            lambda: translate("Tour", "Everything else"),
            lambda: translate(
                "Tour",
                "History and statistics lie beside this button, the rest beneath it. The manual"
                " (F1) opens at the page that fits; F10 begins this tour again.",
            ),
        ),
    )
