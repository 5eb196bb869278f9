#!/usr/bin/env python3
"""Sends an image and prints the response that is predicted to it. Something must predict: `topostream demo` or `up`.

    pip install -r examples/python/requirements.txt
    python examples/python/predict_stimulus.py photo.jpg --bootstrap-server HOST:PORT --schema-registry URL
"""

import argparse
import hashlib
import pathlib
import sys
import time
from datetime import datetime, timezone

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient, topic_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

from watch_maps import array


def send(image: bytes, stimulus_id: str, bootstrap: str, registry: SchemaRegistryClient) -> None:
    serialize = AvroSerializer(registry, conf={"auto.register.schemas": False, "use.latest.version": True,
                                               "subject.name.strategy": topic_subject_name_strategy})
    stimulus = {"stimulusId": stimulus_id, "image": image, "sha256": hashlib.sha256(image).hexdigest(),
                "sentAt": datetime.now(timezone.utc)}  # What is left out has a default in the schema.
    # Partitions as Java chooses them: a stimulus that is shown again must come to where it was.
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True, "partitioner": "murmur2_random"})
    producer.produce("stimuli", serialize(stimulus, SerializationContext("stimuli", MessageField.VALUE)), stimulus_id)
    if producer.flush(30) > 0:
        sys.exit(f"{bootstrap} did not take the image within 30 s")


def main() -> None:
    parser = argparse.ArgumentParser(description="Sends an image and prints the response that is predicted to it.")
    parser.add_argument("image", type=pathlib.Path, help="JPEG or PNG, below 1 MB")
    parser.add_argument("--bootstrap-server", required=True, metavar="HOST:PORT")
    parser.add_argument("--schema-registry", required=True, metavar="URL")
    parser.add_argument("--subject", default="phantom")
    parser.add_argument("--timeout", type=float, default=60, metavar="SECONDS")
    options = parser.parse_args()

    registry = SchemaRegistryClient({"url": options.schema_registry})
    image = options.image.read_bytes()
    stimulus_id = f"{options.image.stem}-{hashlib.sha256(image).hexdigest()[:8]}"  # The same for the same image.
    send(image, stimulus_id, options.bootstrap_server, registry)

    deserialize = AvroDeserializer(registry)
    consumer = Consumer({"bootstrap.servers": options.bootstrap_server, "isolation.level": "read_committed",
                         "group.id": "predict-stimulus", "enable.auto.commit": False})
    # From the start, since an image that was sent before keeps the prediction it got then.
    consumer.assign([TopicPartition(f"predictions.{options.subject}", 0, OFFSET_BEGINNING)])
    end = time.monotonic() + options.timeout
    while time.monotonic() < end:
        message = consumer.poll(0.5)
        if message is not None and not message.error() and message.key() == stimulus_id.encode():
            prediction = deserialize(message.value())
            values = array(prediction["values"])
            print(f"{stimulus_id} {prediction['backbone']} version {prediction['encoderVersion']} "
                  f"voxels {values.size} mean {values.mean(dtype=float):.4f}")
            return
    sys.exit(f"no prediction of {stimulus_id} within {options.timeout:g} s; why an image is refused is in dead-letters")


if __name__ == "__main__":
    main()
