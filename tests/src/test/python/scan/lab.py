"""A topostream that runs as a lab runs it: `up`, `subject mask`, `acquire`, each a process of its own."""
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

from scanner import ROOT

PATIENCE = 120
LETTERS = {"FLOAT16": "<f2", "FLOAT32": "<f4", "FLOAT64": "<f8", "INT8": "i1"}


class Lab:
    def __init__(self, folder: Path, subject: str, estimate: list) -> None:
        """`estimate` has options of how responses are told from volumes."""
        self.folder, self.subject = folder, subject
        self.command = [str(ROOT / "topostream")]
        self.children = []
        up = self._start("up", "up", "--data", str(folder / "up"), "--port", "0", "--silence", "6", *estimate)
        self.broker, self.registry = self._await(up, r"Broker (\S+), schema registry (\S+)")
        self.page, = self._await(up, r"Live page: (\S+)")
        self._await(up, r"(topostream is up)")
        self.registry_client = SchemaRegistryClient({"url": self.registry})

    def _start(self, name: str, *arguments: str) -> subprocess.Popen:
        """Its output goes to a file and, line by line, to whoever awaits some of it."""
        child = subprocess.Popen([*self.command, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, start_new_session=True,
                                 env={**os.environ, "TOPOSTREAM_HOME": str(self.folder / "home")})
        child.lines, child.log = queue.Queue(), open(self.folder / f"{name}.log", "a")
        threading.Thread(target=self._read, args=[child], daemon=True).start()
        self.children.append(child)
        return child

    @staticmethod
    def _read(child) -> None:
        for line in child.stdout:
            child.log.write(line)
            child.log.flush()
            child.lines.put(line)
        child.lines.put(None)

    def _await(self, child, pattern: str) -> tuple:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                line = child.lines.get(timeout=1)
            except queue.Empty:
                continue
            if line is None:
                break
            found = re.search(pattern, line)
            if found:
                return found.groups()
        raise RuntimeError(f"{child.args[1:]} did not say {pattern!r}; see {child.log.name}")

    def place(self) -> list:
        return ["--bootstrap-server", self.broker, "--schema-registry", self.registry]

    def add_subject(self, name: str, mask: list) -> None:
        subprocess.run([*self.command, "subject", "mask", *self.place(), "--subject", name, *mask], check=True,
                       stdout=subprocess.DEVNULL)
        self._await(self.children[0], rf"(Subject {name}), ")

    def acquire(self, door: str, *arguments: str):
        child = self._start(f"acquire-{door}", "acquire", door, *self.place(), "--subject", self.subject, *arguments)
        self._await(child, r"(Taking volumes of)")
        return child

    @staticmethod
    def kill(child) -> None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    @staticmethod
    def free(count: int) -> list:
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
        ports = [each.getsockname()[1] for each in sockets]
        for each in sockets:
            each.close()
        return ports

    def close(self) -> None:
        for child in reversed(self.children):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(60)
            except subprocess.TimeoutExpired:
                self.kill(child)


class Tail(threading.Thread):
    """Notes every record of some topics that a read_committed reader gets, and when it got it; of others the keys."""

    def __init__(self, lab: Lab, topics: list, keys: list) -> None:
        super().__init__(daemon=True)
        self.found = {topic: [] for topic in topics + keys}
        self.keys = set(keys)
        self.changed = threading.Condition()
        self.read = AvroDeserializer(lab.registry_client)
        self.consumer = Consumer({"bootstrap.servers": lab.broker, "group.id": "scan-bench",
                                  "isolation.level": "read_committed", "enable.auto.commit": False,
                                  "fetch.wait.max.ms": 20, "log_level": 0})
        self.consumer.assign([TopicPartition(topic, 0, 0) for topic in self.found])
        self.closed = False
        self.start()

    def run(self) -> None:
        while not self.closed:
            message = self.consumer.poll(1)
            if message is None or message.error():
                continue
            at = time.time()
            value = message.key().decode() if message.topic() in self.keys else self.read(
                message.value(), SerializationContext(message.topic(), MessageField.VALUE))
            with self.changed:
                self.found[message.topic()].append((at, value))
                self.changed.notify_all()

    def close(self) -> None:
        self.closed = True
        self.join()
        self.consumer.close()

    def wait_for(self, topic: str, enough, seconds: float) -> bool:
        """`enough` is given all records (time, value) of the topic so far."""
        with self.changed:
            return self.changed.wait_for(lambda: enough(self.found[topic]), seconds)

    def settle(self, topics: list, quiet: float, seconds: float) -> bool:
        """Waits until nothing has come for `quiet` seconds."""
        end, before = time.monotonic() + seconds, -1
        while time.monotonic() < end:
            now = sum(len(self.records(topic)) for topic in topics)
            if now == before:
                return True
            before = now
            time.sleep(quiet)
        return False

    def records(self, topic: str) -> list:
        with self.changed:
            return list(self.found[topic])


def numbers(tensor: dict) -> np.ndarray:
    return np.frombuffer(tensor["data"], LETTERS[tensor["dtype"]]).reshape(tensor["shape"])
