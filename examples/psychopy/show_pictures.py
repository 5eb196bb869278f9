#!/usr/bin/env python3
"""Shows pictures in a scanner with PsychoPy, and tells topostream of each: the image before it is shown, so that its
prediction is there in time, and when it was shown, right after.

    python examples/psychopy/show_pictures.py pictures/ --subject anna --session day1 --run day1-run1

It waits for the scanner's trigger (key 5), from which onsets count. Nothing waits for the network while a picture is
shown: a thread of its own sends, and every event is written to a file first. What could not be sent is sent when the
same command is given again with --resend. --dry-run shows nothing and needs no PsychoPy: it sends the same at once,
with the onsets that were planned.
"""

import argparse
import json
import pathlib
import queue
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from topostream_client import Refused, Topostream, Unreachable  # noqa: E402

PICTURES = (".jpg", ".jpeg", ".png")
END = None


class PlannedScreen:
    """Shows nothing: everything happens when it was to happen."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.now = 0.0

    def wait_for_trigger(self) -> None:
        self.now = 0.0

    def show(self, picture: pathlib.Path) -> tuple:
        """Returns onset from the trigger and the time on this computer's clock, both in seconds."""
        onset = self.now
        self.now += self.options.duration + self.options.pause
        return onset, onset

    def close(self) -> None:
        pass


class PsychopyScreen:
    """A window over the whole screen."""

    def __init__(self, options: argparse.Namespace) -> None:
        from psychopy import core, event, visual  # Only where something is shown.
        self.core, self.event, self.options = core, event, options
        self.window = visual.Window(fullscr=True, color="grey", units="height")
        self.cross = visual.TextStim(self.window, "+", height=0.05)
        self.picture = visual.ImageStim(self.window, size=(0.6, 0.6))
        self.clock = core.Clock()

    def wait_for_trigger(self) -> None:
        self.cross.draw()
        self.window.flip()
        self.event.waitKeys(keyList=[self.options.trigger])
        self.clock.reset()

    def show(self, picture: pathlib.Path) -> tuple:
        self.picture.setImage(str(picture))
        self.picture.draw()
        self.window.flip()
        onset, shown_at = self.clock.getTime(), self.core.getTime()
        self.core.wait(self.options.duration)
        self.cross.draw()
        self.window.flip()
        self.core.wait(self.options.pause)
        if self.event.getKeys(["escape"]):
            raise KeyboardInterrupt
        return onset, shown_at

    def close(self) -> None:
        self.window.close()


class Journal:
    """Events in a file, one a line, before they are sent."""

    def __init__(self, file: pathlib.Path) -> None:
        self.file = file

    def write(self, event: dict) -> None:
        with self.file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(event) + "\n")

    def read(self) -> list:
        return [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]


class Sender:
    """Sends in a thread of its own, in order; remembers what went wrong."""

    def __init__(self) -> None:
        self.calls: queue.Queue = queue.Queue()
        self.failures: list = []
        self.thread = threading.Thread(target=self._run, name="topostream")
        self.thread.start()

    def send(self, what: str, call, *arguments, **named) -> None:
        self.calls.put((what, call, arguments, named))

    def _run(self) -> None:
        for what, call, arguments, named in iter(self.calls.get, END):
            try:
                call(*arguments, **named)
            except (Refused, Unreachable, OSError) as error:
                self.failures.append(f"{what}: {error}")
                print(f"not sent: {self.failures[-1]}", file=sys.stderr)

    def close(self) -> list:
        """Returns when everything was tried."""
        self.calls.put(END)
        self.thread.join()
        return self.failures


def show(pictures: list, options: argparse.Namespace, lab: Topostream, sender: Sender, journal: Journal) -> None:
    screen = PlannedScreen(options) if options.dry_run else PsychopyScreen(options)
    try:
        send_images(pictures, options, lab, sender)
        screen.wait_for_trigger()
        for number, picture in enumerate(pictures):
            onset, shown_at = screen.show(picture)
            event = {"subject": options.subject, "run": options.run, "trial_id": trial_id(options, number),
                     "stimulus_id": picture.name, "onset": round(onset, 4), "duration": options.duration,
                     "session": options.session, "shown_at": round(shown_at, 4)}
            journal.write(event)
            sender.send(event["trial_id"], lab.send_event, **event)
            print(f"{event['trial_id']} {picture.name} {event['onset']:.4f}")
    finally:
        screen.close()


def send_images(pictures: list, options: argparse.Namespace, lab: Topostream, sender: Sender) -> None:
    for number, picture in enumerate(pictures):
        sender.send(picture.name, lab.send_stimulus, picture.read_bytes(), picture.name,
                    trial_id=trial_id(options, number), session=options.session)


def trial_id(options: argparse.Namespace, number: int) -> str:
    """Never used again: neither in another run nor in another session."""
    return f"{options.run}-{number + 1:03d}"


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Shows pictures and tells topostream of each.")
    parser.add_argument("pictures", type=pathlib.Path, help="folder of JPEG or PNG files, each below 1 MB")
    parser.add_argument("--subject", required=True)
    parser.add_argument("--session", default="")
    parser.add_argument("--run", required=True, help="a name that no other run of this subject has")
    parser.add_argument("--server", default="http://127.0.0.1:8088", metavar="URL", help="where the live page is")
    parser.add_argument("--duration", type=float, default=2, metavar="SECONDS")
    parser.add_argument("--pause", type=float, default=2, metavar="SECONDS", help="after each picture")
    parser.add_argument("--trigger", default="5", metavar="KEY", help="what the scanner sends with its first volume")
    parser.add_argument("--journal", type=pathlib.Path, metavar="FILE", help="default: RUN.jsonl in this folder")
    parser.add_argument("--resend", action="store_true", help="show nothing, send images and journal")
    parser.add_argument("--dry-run", action="store_true", help="show nothing, send at once")
    return parser.parse_args()


def main() -> None:
    options = parse()
    pictures = sorted(file for file in options.pictures.iterdir() if file.suffix.lower() in PICTURES)
    if not pictures:
        sys.exit(f"{options.pictures} has no JPEG or PNG files")
    journal = Journal(options.journal or pathlib.Path(f"{options.run}.jsonl"))
    lab, sender = Topostream(options.server), Sender()
    start = time.monotonic()
    try:
        if options.resend:
            send_images(pictures, options, lab, sender)
            for event in journal.read():
                sender.send(event["trial_id"], lab.send_event, **event)
        else:
            show(pictures, options, lab, sender, journal)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    finally:
        failures = sender.close()
    print(f"{len(failures)} not sent, in {time.monotonic() - start:.1f} s")
    if failures:
        sys.exit(f"send them again with --resend; they are in {journal.file}")


if __name__ == "__main__":
    main()
