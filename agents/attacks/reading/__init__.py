"""Reads the attacks that one article tells. Pure: an article's document in, sightings out."""

from agents.attacks.reading.reader import AttackReader, AttackReading
from agents.attacks.reading.triggers import Refusal

__all__ = ["AttackReader", "AttackReading", "Refusal"]
