"""What can be wrong with a broker's topics. Apart from their making, which loads a Kafka client."""


class BrokerUnreachable(Exception):
    """No broker answered at the address, or it ended the conversation."""


class TopicMismatch(Exception):
    """Topics are missing or have another number of partitions. `faults` holds one line for each of them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
