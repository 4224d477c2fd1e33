"""The names of the topics under the settings. Apart from streams/app.py, so that commands need not load Faust."""

from config.settings import Settings
from streams.topics import TopicNames


def topic_names(settings: Settings) -> TopicNames:
    """The names of all topics under these settings."""
    return TopicNames(prefix=settings.kafka.topic_prefix, application=settings.kafka.application)
