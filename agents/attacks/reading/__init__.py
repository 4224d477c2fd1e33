"""Reads the attacks that one article tells. Pure: an article's document in, sightings out."""

from agents.attacks.reading.detection.triggers import Refusal
from agents.attacks.reading.reader import AttackReader, AttackReading

__all__ = ["AttackReader", "AttackReading", "Refusal"]
