"""Reads predictions and maps with Confluent's own client: read_topics.py BOOTSTRAP REGISTRY PREDICTIONS MAPS."""

import struct
import sys

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

SIZES = {"FLOAT16": "e", "FLOAT32": "f", "FLOAT64": "d", "INT8": "b"}


def records(bootstrap: str, registry: str, topic: str) -> list[dict]:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "interop", "isolation.level": "read_committed"})
    deserialize = AvroDeserializer(SchemaRegistryClient({"url": registry}))
    partition = TopicPartition(topic, 0, 0)
    consumer.assign([partition])
    found = []
    end = consumer.get_watermark_offsets(partition, timeout=30)[1]
    while consumer.position([partition])[0].offset < end:
        message = consumer.poll(5)
        if message is None:
            break  # What is left before the end is transaction markers.
        found.append(deserialize(message.value(), SerializationContext(topic, MessageField.VALUE)))
    consumer.close()
    return found


def values(tensor: dict) -> tuple:
    letter = SIZES[tensor["dtype"]]
    return struct.unpack(f"<{len(tensor['data']) // struct.calcsize(letter)}{letter}", tensor["data"])


def main(bootstrap: str, registry: str, predictions_topic: str, maps_topic: str) -> None:
    predictions = records(bootstrap, registry, predictions_topic)
    voxels = {len(values(prediction["values"])) for prediction in predictions}
    print("predictions", len(predictions), "of", *voxels, "voxels")
    maps = records(bootstrap, registry, maps_topic)
    print("maps", *sorted({cortical["kind"] for cortical in maps}))
    assert all(cortical["values"]["shape"][0] in voxels for cortical in maps)


main(*sys.argv[1:])
