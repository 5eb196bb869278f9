"""Measures the plain form in float32: training with autograd, clipping and AdamW, and scoring without gradients.

A rate is images per second; its median, lowest and highest over the repeats are printed, and the peak of resident
memory so far in the process. The first step of each kind warms up and is not counted. The cores that the process
got are printed too: far fewer than its threads means that others had them, and that the rates are not to be used.
"""

import argparse
import json
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable

import torch

import plain_factortopy as plain


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def draw_features(batch: int, layers: int, width: int, device: str) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    return (
        [torch.randn(batch, width, 8, 8, device=device) for _ in range(layers)],
        [torch.randn(batch, width, device=device) for _ in range(layers)],
    )


def build_encoder(voxels: int, layers: int, width: int, bottleneck: int, device: str) -> plain.PlainEncoder:
    coordinates = torch.randn(voxels, 3, device=device) * 40
    encoder = plain.PlainEncoder(coordinates, [width] * layers, bottleneck)
    # At the zero start all voxels read the same point, which would flatter the memory's caches.
    with torch.no_grad():
        for mlp in (encoder.space_selector_mlp, encoder.layer_selector_mlp, encoder.scale_selector_mlp):
            mlp[-1].weight.normal_(std=0.5)
    return encoder


def measure(name: str, images: int, repeats: int, device: str, action: Callable[[], object]) -> dict:
    seconds, processor_seconds = [], []
    for repeat in range(repeats + 1):
        started, processor_started = time.perf_counter(), time.process_time()
        action()
        if device.startswith("cuda"):
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - started)
        processor_seconds.append(time.process_time() - processor_started)
        progress(f"{name}: {'warm-up' if repeat == 0 else f'{repeat} of {repeats}'}, {seconds[-1]:.2f} s")
    rates = [images / each for each in seconds[1:]]
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    result = {
        "what": name,
        "images_per_second": {"median": statistics.median(rates), "min": min(rates), "max": max(rates)},
        "processor_share": sum(processor_seconds[1:]) / sum(seconds[1:]),
        "peak_resident_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
    }
    if device.startswith("cuda"):
        result["peak_device_bytes"] = torch.cuda.max_memory_allocated()
    return result


def run(given: argparse.Namespace) -> dict:
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    encoder = build_encoder(given.voxels, given.layers, given.width, given.bottleneck, given.device)
    features = draw_features(given.batch, given.layers, given.width, given.device)
    target = torch.randn(given.batch, given.voxels, device=given.device)

    def score(images: int, selection: plain.Selection | None = None) -> None:
        with torch.no_grad():
            chosen = encoder.select() if selection is None else selection
            encoder([token[:images] for token in features[0]], [token[:images] for token in features[1]], chosen)

    with torch.no_grad():
        kept = encoder.select()
    trainer = plain.Trainer(encoder)
    losses = []

    def train() -> None:
        losses.append(trainer.step(*features, target)[0][0])

    sizes = sorted({1, given.batch})
    # Scoring first: the peak of memory never falls, and training needs the most.
    results = [
        measure(f"score, batch {size}", size, given.repeats, given.device, lambda size=size: score(size))
        for size in sizes
    ]
    results += [
        measure(
            f"score, batch {size}, selectors kept", size, given.repeats, given.device, lambda size=size: score(size, kept)
        )
        for size in sizes
    ]
    results.append(measure(f"train, batch {given.batch}", given.batch, given.repeats, given.device, train))
    return {
        **{name: getattr(given, name) for name in ("voxels", "layers", "width", "bottleneck", "batch", "repeats")},
        "threads": given.threads,
        "device": given.device,
        "machine": torch.cuda.get_device_name() if given.device.startswith("cuda") else platform.machine(),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "losses": losses,
        "results": results,
    }


def print_table(report: dict) -> None:
    print(
        f"plain form, {report['voxels']} voxels, {report['layers']} layers of {report['width']}, bottleneck "
        f"{report['bottleneck']}, torch {report['torch']}, {report['threads']} threads, {report['device']}"
    )
    for result in report["results"]:
        rate = result["images_per_second"]
        line = (
            f"{result['what']:34} {rate['median']:9.3f} images/s ({rate['min']:.3f} to {rate['max']:.3f}), "
            f"{result['processor_share']:.2f} cores, "
            f"peak {result['peak_resident_bytes'] / 1e9:.2f} GB"
        )
        if "peak_device_bytes" in result:
            line += f", on the device {result['peak_device_bytes'] / 1e9:.2f} GB"
        print(line)
    print(f"loss before each training step: {', '.join(f'{loss:.6f}' for loss in report['losses'])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voxels", type=int, default=37984)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--width", type=int, default=768)
    parser.add_argument("--bottleneck", type=int, default=128)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--repeats", type=int, default=3, help="counted steps of each kind")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    given = parser.parse_args()
    report = run(given)
    if given.json:
        print(json.dumps(report, indent=1))
    else:
        print_table(report)


if __name__ == "__main__":
    main()
