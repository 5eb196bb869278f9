#!/usr/bin/env python3
"""Prints a line for every map of a subject: those that the topic holds, then each as it comes.

    pip install -r examples/python/requirements.txt
    python examples/python/watch_maps.py --bootstrap-server HOST:PORT --schema-registry URL --subject phantom --count 20
"""

import argparse

import numpy as np
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer

DTYPES = {"FLOAT16": "<f2", "FLOAT32": "<f4", "FLOAT64": "<f8", "INT8": "i1"}


def array(tensor: dict) -> np.ndarray:
    """[N], or [N, K] where a voxel has K values; NaN where it has none."""
    return np.frombuffer(tensor["data"], DTYPES[tensor["dtype"]]).reshape(tensor["shape"])


def mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return known.mean(dtype=float) if known.size else float("nan")


def line(drawn: dict) -> str:
    time = drawn["updatedAt"].isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = (f"{time} {drawn['backbone']}/{drawn['kind']} version {drawn['encoderVersion']} "
            f"revision {drawn['revision']} mean {mean(array(drawn['values'])):.4f}")
    if drawn["kind"] == "layer":
        text += "".join(f" {roi['name']}={roi['mean'][0]:.4f}" for roi in drawn["rois"])
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description="Prints a line for every map of a subject.")
    parser.add_argument("--bootstrap-server", required=True, metavar="HOST:PORT")
    parser.add_argument("--schema-registry", required=True, metavar="URL")
    parser.add_argument("--subject", default="phantom")
    parser.add_argument("--count", type=int, default=0, help="end after so many maps (default: never)")
    options = parser.parse_args()

    deserialize = AvroDeserializer(SchemaRegistryClient({"url": options.schema_registry}))
    # A group must be named, though none is joined: the topic has one partition, and it is read from its start.
    consumer = Consumer({"bootstrap.servers": options.bootstrap_server, "isolation.level": "read_committed",
                         "group.id": "watch-maps", "enable.auto.commit": False})
    consumer.assign([TopicPartition(f"maps.{options.subject}", 0, OFFSET_BEGINNING)])
    seen = 0
    while options.count == 0 or seen < options.count:
        message = consumer.poll(1)
        if message is not None and message.error():
            raise KafkaException(message.error())
        if message is not None and message.value() is not None:
            print(line(deserialize(message.value())), flush=True)
            seen += 1
    consumer.close()


if __name__ == "__main__":
    main()
