#!/usr/bin/env python3
"""Sends stimuli, events, responses and volumes to a running topostream over HTTP, with the standard library alone.

Every call is sent again until the server says that it has it: its ids and its Idempotency-Key make the server take it
once, however often it comes. What the server refuses (a wrong id, another image under a known id) raises Refused.

    from topostream_client import Topostream
    lab = Topostream("http://127.0.0.1:8088")
    answer = lab.send_stimulus(pathlib.Path("cat.jpg").read_bytes(), "cat", trial_id="s1-t1", wait_seconds=2)
"""

import argparse
import array
import base64
import http.client
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Iterable, Optional, Sequence

AGAIN = (429, 502, 503, 504)


class Refused(Exception):
    """The server says no, and would say so again; `problem` has error, expected, got and where."""

    def __init__(self, status: int, problem: dict) -> None:
        super().__init__(f"{status}: {problem.get('error', 'no reason given')}")
        self.status = status
        self.problem = problem


class Unreachable(Exception):
    """The server did not answer, or Kafka behind it, however often it was asked. Send it again later, as it was."""


class Topostream:
    def __init__(self, server: str = "http://127.0.0.1:8088", tries: int = 6, timeout: float = 45,
                 pause: float = 0.2, token: Optional[str] = None) -> None:
        """`timeout` is of one try, in seconds; `pause` is before the second, and doubles with each that follows.

        `token` is what a server asks for that other machines reach; without one, the environment's TOPOSTREAM_TOKEN.
        """
        self.token = os.environ.get("TOPOSTREAM_TOKEN", "") if token is None else token
        self.server = server.rstrip("/")
        self.tries = tries
        self.timeout = timeout
        self.pause = pause
        # No proxy stands between a stimulus computer and its own server.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def send_stimulus(self, image: bytes, stimulus_id: str, trial_id: str = "", session: str = "",
                      split: str = "train", onset_seconds: Optional[float] = None,
                      wait_seconds: Optional[float] = None, subject: str = "", backbone: str = "",
                      count: int = 1) -> dict:
        """Shows a JPEG or PNG. With wait_seconds the answer has "predictions", as many as came in that time."""
        waits = {} if wait_seconds is None else {"wait": "prediction", "seconds": wait_seconds, "count": count,
                                                 "subject": subject, "backbone": backbone}
        fields = {"stimulusId": stimulus_id, "trialId": trial_id, "session": session, "split": split,
                  "onsetSeconds": onset_seconds, **waits}
        return self._post("/stimuli", fields, image, "application/octet-stream")

    def send_event(self, subject: str, run: str, trial_id: str, stimulus_id: str, onset: float, duration: float,
                   session: str = "", shown_at: Optional[float] = None, trigger_number: Optional[int] = None,
                   triggered_at: Optional[float] = None) -> dict:
        """`onset` is in seconds from the run's first stored volume. Who counts triggers may give the last one before:
        the number of its volume, from 0, and when it came, on the clock that `shown_at` is on."""
        return self._post_json("/events", {"subject": subject, "session": session, "run": run, "trialId": trial_id,
                                           "stimulusId": stimulus_id, "onset": onset, "duration": duration,
                                           "shownAt": shown_at, "triggerNumber": trigger_number,
                                           "triggeredAt": triggered_at})

    def send_response(self, subject: str, stimulus_id: str, trial_id: str, values: Iterable[float],
                      session: str = "", revision: int = 0, complete: bool = True) -> dict:
        """`values` has one number for each voxel."""
        return self._post_json("/responses", {"subject": subject, "stimulusId": stimulus_id, "trialId": trial_id,
                                              "session": session, "revision": revision, "complete": complete,
                                              "values": base64.b64encode(float32(values)).decode("ascii")})

    def send_volume(self, subject: str, run: str, number: int, intensities: bytes, size: Sequence[int],
                    affine: Sequence[float], seconds: float, kind: str = "float32", session: str = "",
                    volumes: Optional[int] = None, acquired_at: Optional[float] = None,
                    motion: Optional[Sequence[float]] = None) -> dict:
        """`intensities` are little endian, x fastest: `numpy` array [Z, Y, X] with `.astype("<f4").tobytes()`."""
        fields = {"subject": subject, "session": session, "run": run, "number": number, "size": size, "type": kind,
                  "affine": affine, "seconds": seconds, "volumes": volumes, "acquiredAt": acquired_at,
                  "motion": motion}
        return self._post("/volumes", fields, intensities, "application/octet-stream")

    def predictions(self, stimulus_id: str, subject: str = "", backbone: str = "", count: int = 1,
                    seconds: float = 0) -> list:
        """What was predicted so far, waiting for it at most so long."""
        fields = {"stimulusId": stimulus_id, "subject": subject, "backbone": backbone, "count": count,
                  "seconds": seconds}
        return self._send("GET", "/predictions" + query(fields), None, {})["predictions"]

    def _post(self, path: str, fields: dict, body: bytes, kind: str) -> dict:
        return self._send("POST", path + query(fields), body, {"Content-Type": kind})

    def _post_json(self, path: str, fields: dict) -> dict:
        given = {name: value for name, value in fields.items() if value is not None and value != ""}
        return self._send("POST", path, json.dumps(given, allow_nan=False).encode(), {"Content-Type":
                                                                                      "application/json"})

    def _send(self, method: str, target: str, body: Optional[bytes], headers: dict) -> dict:
        headers = {**headers, "Idempotency-Key": str(uuid.uuid4())}  # The same for every try.
        trouble = "never asked"
        for attempt in range(self.tries):
            if attempt > 0:
                time.sleep(self.pause * 2 ** (attempt - 1))
            request = urllib.request.Request(self.server + target, body, headers, method=method)
            if self.token:
                request.add_unredirected_header("Authorization", "Bearer " + self.token)
            try:
                with self.opener.open(request, timeout=self.timeout) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                problem = told(error)
                if error.code not in AGAIN:
                    raise Refused(error.code, problem) from None
                trouble = f"{error.code}: {problem.get('error')}"
            except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
                trouble = str(error)
        raise Unreachable(f"{method} {self.server}{target.split('?')[0]} got no answer in {self.tries} tries; "
                          f"the last: {trouble}")


def told(error: urllib.error.HTTPError) -> dict:
    """What a refusal says."""
    try:
        problem = json.loads(error.read())
        return problem if isinstance(problem, dict) else {"error": str(problem)}
    except (OSError, http.client.HTTPException, ValueError):
        return {"error": error.reason}


def query(fields: dict) -> str:
    """Behind the path; what is None or empty is left out."""
    def text(value) -> str:
        return ",".join(str(each) for each in value) if isinstance(value, (list, tuple)) else str(value)

    given = {name: text(value) for name, value in fields.items() if value is not None and text(value) != ""}
    return "?" + urllib.parse.urlencode(given)


def float32(values: Iterable[float]) -> bytes:
    """Little endian, whatever this machine is."""
    numbers = array.array("f", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description="Sends an image and prints the response that is predicted to it.")
    parser.add_argument("image", type=pathlib.Path, help="JPEG or PNG, below 1 MB")
    parser.add_argument("--server", default="http://127.0.0.1:8088", metavar="URL", help="where the live page is")
    parser.add_argument("--stimulus-id", help="default: the file's name")
    parser.add_argument("--seconds", type=float, default=10, help="how long to wait for the prediction")
    options = parser.parse_args()
    answer = Topostream(options.server).send_stimulus(options.image.read_bytes(),
                                                      options.stimulus_id or options.image.name,
                                                      wait_seconds=options.seconds)
    for made in answer["predictions"]:
        print(f"{made['subject']} {made['backbone']} version {made['encoderVersion']} voxels {len(made['values'])} "
              f"mean {sum(made['values']) / len(made['values']):.4f}")
    if not answer["predictions"]:
        sys.exit(f"sent, but not predicted within {options.seconds:g} s; ask later at {answer['later']}")


if __name__ == "__main__":
    main()
