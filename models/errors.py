"""The world's errors: things that happen on a factory floor, told in one sentence.

KnownError
├── camera.camera.CameraError       the camera refuses, stalls or sends the same picture for ever
├── inference.classifier.NetworkError   a network file that cannot be used
├── models.pictures.PictureError        a file that is no picture, or none that can be judged
├── models.people.PeopleError       a PIN that cannot be, or an act that is not this person's
├── models.settings_file.SettingsError  a settings file with a wrong value
├── app.alarm.SoundError            nothing can be heard
├── app.storage.StorageError        a database or disk that cannot be used
└── models.kafka_connection.BrokerError  the plant's Kafka is away or refuses

Anything else that is raised is a mistake of ours: it is logged with its traceback.
"""

from enum import StrEnum

from models.redaction import redacted


class Remedy(StrEnum):
    """What a person at the screen can do about an error, besides trying again."""

    NONE = "none"
    SET_ASIDE = "set aside"  # the database, and go on in a new one


class KnownError(Exception):
    """One clear sentence for a person; the screen translates it by its template.

    `template` is English with {named} places, and the key of its translation;
    `values` fill the places; passwords in them, as in an address that a library quotes, are
    hidden from the start, so that no screen, log or report can show them.
    """

    remedy = Remedy.NONE

    def __init__(self, template: str, **values: str | float) -> None:
        self.template = template
        self.values = {
            name: redacted(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        super().__init__(template, self.values)

    def __str__(self) -> str:
        return self.template.format(**self.values)
