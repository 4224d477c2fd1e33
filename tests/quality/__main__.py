"""`python -m tests.quality`: the figures of the sample stream, and every miss."""

from config.settings import load_settings
from streams.codecs import ArticleLimits, decode_article
from streams.records import Alert
from tests.quality.sample_gold import load_gold, score_alerts, score_claims
from tocsin.demo import SAMPLE
from tocsin.engine import make_engine


def main() -> None:
    engine = make_engine(load_settings())
    alerts: list[Alert] = []
    for raw in SAMPLE.read_bytes().splitlines():
        alerts.extend(engine.receive(decode_article(raw, limits=ArticleLimits())).alerts)
    gold = load_gold()
    languages = frozenset(engine.reader.annotator.vocabularies)
    score = score_claims(engine.claims(), alerts, gold, score_alerts(alerts, gold, languages=languages))
    print(f"attack.new: precision {score.precision:.2f}, recall {score.recall:.2f}, told twice {score.repeated_new}")
    print("slots:", ", ".join(f"{slot} {score.share(slot):.2f}" for slot in score.slots))
    print(f"claims at their rung: {score.claims_right} of {score.claims}, false {score.false_claims}")
    for note in score.notes:
        print(" ", note)


if __name__ == "__main__":
    main()
