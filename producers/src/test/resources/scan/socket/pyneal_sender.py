"""Sends three volumes as Pyneal's scanner side does: python pyneal_sender.py HOST PORT. Needs numpy and pyzmq."""
import json
import sys

import numpy as np
import zmq

socket = zmq.Context.instance().socket(zmq.PAIR)
socket.setsockopt(zmq.RCVTIMEO, 20_000)
socket.setsockopt(zmq.LINGER, 0)
socket.connect(f"tcp://{sys.argv[1]}:{sys.argv[2]}")

greeting = "hello from a test"
socket.send_string(greeting)
assert socket.recv_string() == greeting

affine = np.diag([2.0, 2.0, 2.5, 1.0])
for number in range(3):
    volume = (np.arange(2 * 3 * 4) + 100 * number).astype("int16").reshape(2, 3, 4)
    header = {"volIdx": number, "dtype": str(volume.dtype), "shape": volume.shape,
              "affine": json.dumps(affine.tolist()), "TR": "1500"}
    socket.send_json(header, zmq.SNDMORE)
    socket.send(np.ascontiguousarray(volume), copy=False)
    assert socket.recv_string() == f"Received vol {number}"
