"""Decides where a key lives, for every producer and table."""


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key: murmur2, as the default partitioners of Kafka, Faust and kafka-python do.

    Raises ValueError when there are no partitions.
    """
    if partitions < 1:
        raise ValueError(f"a topic has at least one partition, not {partitions}")
    return (hash_murmur2(key) & 0x7FFFFFFF) % partitions


def hash_murmur2(data: bytes) -> int:
    """MurmurHash2, 32 bits unsigned, with the seed of org.apache.kafka.common.utils.Utils.murmur2."""
    multiplier, mask = 0x5BD1E995, 0xFFFFFFFF
    whole = len(data) & ~3
    value = 0x9747B28C ^ len(data)
    for start in range(0, whole, 4):
        word = int.from_bytes(data[start : start + 4], "little") * multiplier & mask
        word = (word ^ word >> 24) * multiplier & mask
        value = (value * multiplier & mask) ^ word
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * multiplier & mask
    value = (value ^ value >> 13) * multiplier & mask
    return value ^ value >> 15
