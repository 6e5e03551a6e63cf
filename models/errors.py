"""The world's errors: things that happen on a factory floor, told in one sentence.

KnownError
├── camera.camera.CameraError       the camera refuses, stalls or sends the same picture for ever
├── inference.classifier.NetworkError   a network file that cannot be used
├── inference.pictures.PictureError     a file that is no picture, or none that can be judged
├── app.settings.SettingsError      a settings file with a wrong value
├── app.alarm.SoundError            nothing can be heard
├── app.storage.StorageError        a database or disk that cannot be used
└── app.outbox.kafka.BrokerError    the plant's Kafka is away or refuses

Anything else that is raised is a mistake of ours: it is logged with its traceback.
"""


class KnownError(Exception):
    """One clear sentence for a person; the screen translates it by its template.

    `template` is English with {named} places, and the key of its translation;
    `values` fill the places.
    """

    def __init__(self, template: str, **values: str | float) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)
