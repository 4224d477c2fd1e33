"""Speed, delay and memory, measured in one run on one broker, each beside a limit of the same run."""
