#!/usr/bin/env python3
"""A session in a simulated scanner, through topostream's doors, as a lab would run it.

A brain with known betas is shown pictures, ten runs of sixty, TR 1.5 s, twenty times as fast as in life. topostream (`up`,
`subject mask`, `acquire`) gets the volumes through the door that is named, and pictures and events over HTTP. Told are: the
volumes and trials that arrived, how far the betas are from a batch fit by numpy.linalg.lstsq, how long it takes from a
volume there to a response that a read_committed reader has, and how well pictures that nobody had seen are predicted in the
end, beside a second participant who needs no scanner and gives the true betas with the noise that a batch fit has.

Ends with 1 where a volume or trial is lost, or a beta is another than the batch fit's.
"""
import argparse
import json
import random
import shutil
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import scanner
from brain import Brain, features
from doors import DOORS, SIEMENS
from lab import PATIENCE, Lab, Tail, numbers
from scanner import ROOT, RUN_EVERY, TR

sys.path.insert(0, str(ROOT / "examples/python"))
from topostream_client import Topostream  # noqa: E402

BACKBONE = ROOT / "backbones/scattering/backbone.json"
PICTURES = ROOT.parent / "shared/data/v4-201025/stimuli"
SCANNED, DIRECT = "scanned", "direct"
ENCODERS = [f"encoders.{subject}.scattering" for subject in (SCANNED, DIRECT)]
VALIDATION_EVERY = 5
UNSEEN = 100  # pictures that are shown when all is learnt
SETTLED = 10.0  # seconds without a new encoder, after which all is learnt
PEAK_SEEN = 5.0  # seconds behind the onset, after which a trial is first estimated
EQUAL = 1e-6  # of a voxel's betas' standard deviation
CLOCKED = 1e-4  # where onsets are told by clocks that tell microseconds
AHEAD, GAIN = 3.0, 1 / 1200  # of a wrong clock: seconds, and seconds a second
QUIET = 8.0  # seconds without a response, after which there are no revisions more; longer than --silence
PAUSE = 30.0  # seconds between runs, in which late volumes come
LOST, TWICE, LATE = 0.02, 0.01, 0.05


@dataclass
class Faults:
    """What goes wrong with a run's volumes: numbers never written, written twice, and by how many TR later."""
    lost: set = field(default_factory=set)
    twice: set = field(default_factory=set)
    late: dict = field(default_factory=dict)

    @staticmethod
    def draw(volumes: int, seed: int) -> "Faults":
        dice = random.Random(seed)
        faults = Faults()
        for number in range(volumes):
            if dice.random() < LOST:
                faults.lost.add(number)
            elif dice.random() < TWICE:
                faults.twice.add(number)
            elif dice.random() < LATE:
                faults.late[number] = dice.randint(1, 8)
        return faults


@dataclass
class Prepared:
    """A run, what goes wrong with it, the volumes that come, and a batch fit of those: betas [T, N]."""
    run: scanner.Run
    faults: Faults
    came: list
    betas: np.ndarray


class Session:
    def __init__(self, options, folder: Path, brain_betas, images: list, lab: Lab, door, brain: Brain) -> None:
        self.options, self.folder, self.images = options, folder, images
        self.lab, self.door, self.brain, self.betas = lab, door, brain, brain_betas
        self.client = Topostream(lab.page)
        self.tail = Tail(lab, [f"responses.{SCANNED}", f"predictions.{SCANNED}", f"predictions.{DIRECT}",
                               f"sources.{SCANNED}"], keys=[f"volumes.{SCANNED}", *ENCODERS])
        self.there = {}  # (run, number) -> when the volume was there
        self.runs = []

    def trial(self, run: int, index: int) -> str:
        return f"{run + 1:02d}-{index + 1:02d}"

    def all_runs(self) -> None:
        """One run after the other; the next is simulated while one goes on."""
        with ThreadPoolExecutor(1) as ahead:
            following = ahead.submit(self.prepare, 0)
            for run in range(self.options.runs):
                prepared = following.result()
                following = ahead.submit(self.prepare, run + 1) if run + 1 < self.options.runs else None
                self.runs.append(prepared)
                self.one_run(run, prepared)
                print(f"  run {run + 1} of {self.options.runs}: {len(prepared.run.volumes)} volumes, "
                      f"{len(prepared.came)} given", file=sys.stderr)

    def prepare(self, run: int) -> Prepared:
        current = scanner.simulate(self.brain, self.of(run), 100 + run)
        volumes = len(current.volumes)
        faults = Faults.draw(volumes, run) if self.options.faults else Faults()
        came = [n for n in range(volumes) if n not in faults.lost]
        return Prepared(current, faults, came, scanner.batch(self.brain, current, came))

    def of(self, run: int) -> np.ndarray:
        return self.betas[run * self.options.trials:(run + 1) * self.options.trials]

    def one_run(self, run: int, prepared: Prepared) -> None:
        """Pictures, volumes and direct answers, each when its time has come."""
        current, faults = prepared.run, prepared.faults
        volumes = len(current.volumes)
        shown = [(onset, self.show, (run, index, onset)) for index, onset in enumerate(current.trials[:, 0])]
        answers = [(onset + PEAK_SEEN + TR, self.answer, (run, index, prepared.betas[index]))
                   for index, onset in enumerate(current.trials[:, 0])]
        given = [((n + 1 + faults.late.get(n, 0)) * TR, self.give, (run, n, current.volumes[n], n in faults.twice))
                 for n in prepared.came]
        threads = [threading.Thread(target=self.play, args=[sorted(part, key=lambda each: each[0])])
                   for part in (shown + answers, given, self.troubles(volumes * TR))]
        self.failures = []
        self.door.begin(run, volumes)
        self.begin = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.door.end(run)
        time.sleep(PAUSE / self.options.speed)
        if self.failures:
            raise self.failures[0]

    def troubles(self, seconds: float) -> list:
        """The source is killed and started again, its share vanishes and comes back."""
        if not self.options.faults:
            return []
        return [(0.3 * seconds, self.kill, ()), (0.6 * seconds, self.unmount, ()), (0.7 * seconds, self.mount, ())]

    def kill(self) -> None:
        self.lab.kill(self.door.taker)
        threading.Thread(target=self.door.acquire, daemon=True).start()

    def unmount(self) -> None:
        self.door.input.rename(self.door.input.with_suffix(".gone"))

    def mount(self) -> None:
        self.door.input.with_suffix(".gone").rename(self.door.input)

    def play(self, parts: list) -> None:
        try:
            for at, what, arguments in parts:
                time.sleep(max(0, self.begin + at / self.options.speed - time.monotonic()))
                what(*arguments)
        except Exception as failure:  # told by the thread that waits for this one
            self.failures.append(failure)

    def give(self, run: int, number: int, volume: np.ndarray, twice: bool) -> None:
        more = {}
        if self.options.faults:
            more["wrong"] = AHEAD + GAIN * (RUN_EVERY * run + number * TR)
        self.there[run, number] = self.persist(run, number, volume, **more)
        if twice:
            self.persist(run, number, volume, copy="_again", **more)

    def persist(self, *volume, **more) -> float:
        """A scanner writes what it could not write once the share is back."""
        while True:
            try:
                return self.door.send(*volume, **more)
            except FileNotFoundError:
                time.sleep(0.05)

    def show(self, run: int, index: int, onset: float) -> None:
        trial = self.trial(run, index)
        position = run * self.options.trials + index
        split = "validation" if position % VALIDATION_EVERY == 0 else "train"
        self.client.send_stimulus(self.images[position].read_bytes(), trial, trial_id=trial, split=split)
        if not self.options.faults:
            self.client.send_event(SCANNED, self.door.name(run), trial, trial, float(onset), scanner.SHOWN)
            return
        # The stimulus computer's clock is behind by as much as the scanner's is ahead; its script counts from there.
        def clock(seconds: float) -> float:
            return RUN_EVERY * run + seconds - AHEAD - GAIN * (RUN_EVERY * run + seconds)
        trigger = int(onset // TR)
        self.client.send_event(SCANNED, self.door.name(run), trial, trial, float(onset + AHEAD), scanner.SHOWN,
                               shown_at=clock(float(onset)), trigger_number=trigger,
                               triggered_at=clock(trigger * TR))

    def answer(self, run: int, index: int, values: np.ndarray) -> None:
        self.client.send_response(DIRECT, self.trial(run, index), self.trial(run, index), values.tolist())

    def finish(self) -> dict:
        """Waits for what is due, and compares."""
        expected = self.options.runs * self.options.trials
        due = {f"{self.door.name(run)}/{n}" for run, prepared in enumerate(self.runs) for n in prepared.came}
        self.tail.wait_for(f"volumes.{SCANNED}", lambda all: due <= {key for _, key in all}, PATIENCE)
        self.tail.wait_for(f"responses.{SCANNED}", lambda all: len({v["trialId"] for _, v in all if v["complete"]})
                           == expected, PATIENCE)
        self.tail.settle([f"responses.{SCANNED}"], QUIET, PATIENCE)  # of later revisions, too
        report = {"door": self.options.door + (" with faults" if self.options.faults else "")}
        self.count_volumes(report)
        self.compare_betas(report)
        self.latencies(report)
        self.learning(report)
        if self.options.faults:
            self.told(report)
        return report

    def told(self, report: dict) -> None:
        """What the status topic says of gaps and clocks: of each run the last word of the stage."""
        last = {value["run"]: value for _, value in self.tail.records(f"sources.{SCANNED}")
                if value["source"] == "estimate" and value["run"]}
        wrong = 0
        for run, prepared in enumerate(self.runs):
            said = last.get(self.door.name(run), {"missing": []})["missing"]
            gaps = {number for each in said for number in range(each["first"], each["last"] + 1)}
            due = {number for number in prepared.faults.lost if number < max(prepared.came)}
            wrong += gaps != due
        report["runs whose gaps are told wrong"] = wrong
        drifts = [value["clocks"]["drift"] for value in last.values() if value["clocks"] and value["clocks"]["drift"]]
        report["drift told, ms a second"] = [round(1000 * min(drifts), 4), round(1000 * max(drifts), 4)] if drifts else None

    def count_volumes(self, report: dict) -> None:
        records = [(key.rsplit("/", 1)[0], int(key.rsplit("/", 1)[1]))
                   for _, key in self.tail.records(f"volumes.{SCANNED}")]
        due = {(self.door.name(run), number) for run, prepared in enumerate(self.runs)
               for number in prepared.came}
        report |= {"volumes": len(due), "volumes lost": len(due - set(records)),
                   "volumes never sent": len(set(records) - due), "volumes sent again": len(records) - len(set(records))}

    def compare_betas(self, report: dict) -> None:
        counting = {}
        for _, value in self.tail.records(f"responses.{SCANNED}"):
            if value["complete"]:
                counting[value["trialId"]] = max(counting.get(value["trialId"], value), value,
                                                 key=lambda each: each["revision"])
        worst, error, missing = 0.0, [], 0
        spread = self.betas.std(0)
        for run, prepared in enumerate(self.runs):
            batch = prepared.betas
            for index in range(len(batch)):
                response = counting.get(self.trial(run, index))
                if response is None:
                    missing += 1
                    continue
                got = numbers(response["values"]).astype(float)
                worst = max(worst, float((np.abs(got - batch[index]) / spread).max()))
                error.append(got - self.of(run)[index])
        report |= {"trials": self.options.runs * self.options.trials, "trials lost": missing,
                   "beta from batch fit, SD": worst,
                   "beta from truth, SD": float(np.sqrt((np.array(error) ** 2).mean() / (spread ** 2).mean()))}

    def latencies(self, report: dict) -> None:
        """Of first estimates: from the volume that showed the peak to the response that a reader has."""
        first = {}
        for at, value in self.tail.records(f"responses.{SCANNED}"):
            first.setdefault(value["trialId"], at)
        took = []
        for run, prepared in enumerate(self.runs):
            for index, (onset, _) in enumerate(prepared.run.trials):
                number = int(np.ceil((onset + PEAK_SEEN) / TR - 0.5))  # volumes are timed at their middle
                there, at = self.there.get((run, number)), first.get(self.trial(run, index))
                if there is not None and at is not None:
                    took.append(1000 * (at - there))
        report["ms from volume to response"] = [round(float(np.quantile(took, q))) for q in (0.5, 0.99)]

    def learning(self, report: dict) -> None:
        """r of predictions with the true betas, of pictures that nobody had seen: over pictures, mean of voxels."""
        self.tail.settle(ENCODERS, SETTLED, PATIENCE)  # until both trainers have published what they know
        total = self.options.runs * self.options.trials
        unseen = {f"unseen-{p}": p for p in range(total, len(self.images))}
        for stimulus, position in unseen.items():
            self.client.send_stimulus(self.images[position].read_bytes(), stimulus, split="validation")
        for subject in (SCANNED, DIRECT):
            self.tail.wait_for(f"predictions.{subject}", lambda all: len({v["stimulusId"] for _, v in all}
                               & unseen.keys()) == len(unseen), PATIENCE)
            made = {unseen[value["stimulusId"]]: numbers(value["values"]).astype(float)
                    for _, value in self.tail.records(f"predictions.{subject}") if value["stimulusId"] in unseen}
            guessed = np.array([made[p] for p in sorted(made)])
            true = self.betas[sorted(made)]
            each = [np.corrcoef(guessed[:, n], true[:, n])[0, 1] if guessed[:, n].std() > 0 else 0.0
                    for n in range(true.shape[1])]
            report[f"r {subject}"] = float(np.mean(each))
            report[f"predicted {subject}"] = len(made) / len(unseen)


def failures(report: dict) -> list:
    wrong = [name for name in ("volumes lost", "volumes never sent", "trials lost") if report[name] != 0]
    if not report["beta from batch fit, SD"] <= (CLOCKED if "drift told, ms a second" in report else EQUAL):
        wrong.append("beta from batch fit, SD")
    if report.get("runs whose gaps are told wrong", 0) != 0:
        wrong.append("runs whose gaps are told wrong")
    if report["r scanned"] < 0.95 * report["r direct"] - 0.02:
        wrong.append("r scanned")
    return wrong


def run(options, folder: Path) -> dict:
    images = sorted(PICTURES.glob("*.jpg"))[:options.runs * options.trials + UNSEEN]
    seen = features([str(ROOT / "topostream")], BACKBONE, images, folder / "features")
    lab = Lab(folder, SCANNED, ["--motion", "source", *(["--onset-from", "clocks"] if options.faults else [])])
    try:
        door = DOORS[options.door](folder, lab)
        brain = Brain(door.size, door.affine, options.voxels, options.seed)
        mask = brain.write_mask(folder)
        for subject in (SCANNED, DIRECT):
            lab.add_subject(subject, mask)
        door.acquire()
        session = Session(options, folder, brain.betas(seen, len(images)), images, lab, door, brain)
        print(f"{options.door}: {options.runs} runs of {options.trials} trials, {options.voxels} voxels, "
              f"{options.speed:g} times as fast; logs in {folder}", file=sys.stderr)
        try:
            session.all_runs()
            return session.finish()
        finally:
            session.tail.close()
    finally:
        lab.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="scan.sh", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--doors", default=",".join(DOORS), help="any of %(default)s")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--trials", type=int, default=60, help="of a run")
    parser.add_argument("--speed", type=float, default=20, help="times as fast as in life")
    parser.add_argument("--voxels", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="volumes are lost (2 %%), come twice (1 %%) and late (5 "
                        "%%), the source is killed, its share goes and comes back, both clocks are off by 3 s and "
                        "drift, and onsets with them; through the dicom door alone")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the files")
    options = parser.parse_args()
    if not PICTURES.is_dir() or not SIEMENS.is_file():
        sys.exit(f"expected the recordings in {ROOT.parent / 'shared/data'}; they are not there")
    bad = False
    for name in ["dicom"] if options.faults else options.doors.split(","):
        options.door = name
        folder = Path(tempfile.mkdtemp(prefix=f"scan-{name}-"))
        report = run(options, folder)
        wrong = failures(report)
        bad |= bool(wrong)
        if options.json:
            print(json.dumps(report))
        else:
            for key, value in report.items():
                print(f"{key:32} {value:.3g}" if isinstance(value, float) else f"{key:32} {value}")
            print("PASS" if not wrong else f"FAIL: {', '.join(wrong)}", flush=True)
        if not options.keep and not wrong:
            shutil.rmtree(folder)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
