"""`make bench`: prints what was measured. Figures are ratios against a limit of the same run: machines are noisy."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.articles import dense_stream, mixed_stream, varied_stream
from benchmarks.pipeline import PipelineRun
from benchmarks.reading import measure_linearity, measure_reading, measure_startup
from config.kept import default_cache_dir
from config.settings import load_settings
from streams.broker import start_broker
from tocsin.engine import make_engine


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--articles", type=int, default=1500, help="articles of the pipeline measurement")
    options.add_argument("--seconds", type=float, default=30.0, help="how long the delay is measured")
    options.add_argument("--only", choices=("reading", "pipeline"), help="one half")
    given = options.parse_args()
    settings = load_settings()
    print("start-up", measure_startup(), sep="\n  ")
    engine = make_engine(settings)
    if given.only != "pipeline":
        for name, stream in (("attack-dense", dense_stream()), ("mixed", mixed_stream())):
            print(f"reading, {name} stream, one core", *measure_reading(engine.reader, stream), sep="\n  ")
        print("reading time by length of the article", *measure_linearity(engine.reader), sep="\n  ")
    if given.only != "reading":
        with (
            tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
            start_broker(
                bootstrap=settings.kafka.bootstrap,
                data_dir=Path(folder) / "kafka",
                cache_dir=default_cache_dir(),
                progress=lambda line: print(line, flush=True),
            ) as broker,
        ):
            print(f"using {broker.description}")
            stream = varied_stream(engine.reader, given.articles)
            run = PipelineRun(broker, settings, Path(folder))
            print("whole pipeline, one worker", *run.measure_throughput(stream, engine), sep="\n  ")
            print("delay from article to alert at 50 articles/s", *run.measure_delay(stream, given.seconds), sep="\n  ")


if __name__ == "__main__":
    main()
