"""Layer 1: bytes and network. Knows records, topics, brokers and Faust; has no opinion about news."""
