"""Times the plain form and `topostream bench encoder` in turn, round after round, and prints how they compare.

A machine that others share is fast now and slow a minute later; what is measured in turn is slowed alike.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command: str) -> dict:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def plain(given: argparse.Namespace) -> dict[str, float]:
    results = run(
        sys.executable, str(HERE / "bench_plain.py"), "--json", "--repeats", "1", "--voxels", str(given.voxels),
        "--layers", str(given.layers), "--width", str(given.width), "--batch", "8", "--device", given.device,
    )["results"]
    return {result["what"]: result["images_per_second"]["median"] for result in results}


def ours(given: argparse.Namespace, batch: int) -> dict:
    return run(
        str(HERE.parent / "topostream"), "bench", "encoder", "--json", "--voxels", str(given.voxels),
        "--layers", str(given.layers), "--width", str(given.width), "--batch", str(batch),
        "--device", given.device,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--voxels", type=int, default=37984)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--width", type=int, default=768)
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args()
    rates: dict[str, list[float]] = {}
    for round_ in range(given.rounds):
        print(f"round {round_ + 1} of {given.rounds}", file=sys.stderr)
        for name, rate in plain(given).items():
            rates.setdefault(f"plain, {name}", []).append(rate)
        for batch in (8, 32):
            report = ours(given, batch)
            for name, rate in topostream_rates(report, batch).items():
                rates.setdefault(f"topostream, {name}", []).append(rate)
    for name, values in rates.items():
        base = rates["plain, score, batch 1" if "score" in name else "plain, train, batch 8"]
        ratios = [value / reference for value, reference in zip(values, base, strict=True)]
        print(
            f"{name:32} {statistics.median(values):8.2f} images/s ({min(values):.2f} to {max(values):.2f})"
            f"   {statistics.median(ratios):6.1f} x plain ({min(ratios):.1f} to {max(ratios):.1f})"
        )


def topostream_rates(report: dict, batch: int) -> dict[str, float]:
    if not report["correctness"]["pass"]:
        raise SystemExit(f"topostream computes something else: {report['correctness']}")
    rates = {
        f"train, batch {batch}": report["trainingImagesPerSecond"]["median"],
        f"score, batch {batch}": report["scoringBatch"]["imagesPerSecond"]["median"],
    }
    if batch == 8:
        rates["score, batch 1"] = report["scoringOne"]["imagesPerSecond"]["median"]
    return rates


if __name__ == "__main__":
    main()
