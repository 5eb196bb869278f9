"""A simulated scanner: volumes with a brain in them that answers, drifts, moves and is noisy; and what a batch fit of a
run says, by the explicit designs and numpy.linalg.lstsq of factortopy's reference."""
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[5]
sys.path.insert(0, str(ROOT / "factortopy/src/test/resources/glm"))
import glm_reference  # noqa: E402

TR = 1.5
SHOWN = 2.0
APART = (3.5, 4.0, 5.0)
BEGIN, REST = 4.1, 18.0
RUN_EVERY = 300.0  # seconds from the begin of a run to that of the next, on clocks
NOISE, DRIFT, SHIFT = 0.6, 0.8, 0.25  # per cent, per cent, millimetres
glm_reference.TR = TR


@dataclass
class Run:
    """trials [T, 2] with onset and duration in seconds from the first volume; volumes [V, X, Y, Z] int16."""
    trials: np.ndarray
    volumes: np.ndarray


def simulate(brain, betas: np.ndarray, seed: int) -> Run:
    """A run in which the brain answers with betas [T, N]."""
    random = np.random.default_rng(seed)
    onsets = BEGIN + np.concatenate([[0], np.cumsum(random.choice(APART, len(betas) - 1))])
    trials = np.column_stack([onsets, np.full(len(betas), SHOWN)])
    count = int(np.ceil((onsets[-1] + REST) / TR))
    times = (np.arange(count) + 0.5) * TR
    base = anatomy(brain)
    motion = np.cumsum(random.normal(0, SHIFT / np.sqrt(count), (count, 3)), 0)  # a walk of the head
    slopes = np.stack(np.gradient(base, *np.sqrt((brain.affine[:3, :3] ** 2).sum(0))), -1)
    volumes = np.empty((count, *brain.size), np.int16)
    answer = sum(np.outer(glm_reference.course(glm_reference.CANONICAL, SHOWN, times - onset), beta)
                 for onset, beta in zip(onsets, betas))
    phase = random.uniform(0, 2 * np.pi, len(brain.places))
    for number in range(count):
        volume = base + slopes @ motion[number] + base * (NOISE / 100) * random.standard_normal(brain.size, np.float32)
        flat = volume.ravel(order="F")
        wander = DRIFT * np.sin(times[number] / 60 + phase)
        flat[brain.places] += base.ravel(order="F")[brain.places] * (answer[number] + wander) / 100
        volumes[number] = np.rint(flat.reshape(brain.size, order="F"))
    return Run(trials, volumes)


def anatomy(brain) -> np.ndarray:
    """[X, Y, Z]: bright in the middle, dim at the rim, dark outside."""
    grid = np.meshgrid(*(np.linspace(-1, 1, n) for n in brain.size), indexing="ij")
    smooth = 1 / (1 + np.exp(12 * (np.sqrt(sum((g / s) ** 2 for g, s in zip(grid, (0.75, 0.8, 0.85)))) - 1.1)))
    return 60 + 900 * smooth * (1 + 0.15 * np.cos(5 * grid[0]) * np.cos(4 * grid[1]) * np.cos(3 * grid[2]))


def batch(brain, run: Run, numbers) -> np.ndarray:
    """Betas [T, N], per cent, of the volumes that came."""
    numbers = np.asarray(sorted(numbers))
    intensities = np.stack([run.volumes[n].ravel(order="F")[brain.places] for n in numbers]).astype(float)
    betas, _, _ = glm_reference.fit(numbers, intensities, np.zeros((len(numbers), 0)), run.trials,
                                    lambda t: glm_reference.growing(t, 128), [glm_reference.CANONICAL])
    return 100 * betas / intensities.mean(0)
