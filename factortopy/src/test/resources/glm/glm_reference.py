"""Writes the fixtures beside it: single-trial betas by explicit designs and least squares, in float64.

    python glm_reference.py

Independent of the Java: every model is a dense matrix, noise is whitened by the Cholesky factor of its correlation
matrix, fits are numpy.linalg.lstsq's, HRFs are scipy.stats.gamma's. Needs NumPy and SciPy.
"""
from pathlib import Path

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize_scalar
from scipy.stats import gamma

FOLDER = Path(__file__).parent
TR, VOLUMES, VOXELS, MOTION = 1.6, 150, 10, 6
SUPPORT = 32.0


def library():
    """Shape and scale of the two gammas of each HRF, from their peaks and variances."""
    def gammas(peak, variance):
        scale = (np.sqrt(peak ** 2 + 4 * variance) - peak) / 2
        return 1 + peak / scale, scale
    return [gammas(peak, 6 * width ** 2) + gammas(peak + 10, 16 * width ** 2)
            for peak in (4, 5, 6, 7, 8) for width in (0.7, 0.85, 1, 1.2)]


CANONICAL = (6, 1, 16, 1)


def density(hrf, t):
    a, b, c, d = hrf
    return np.where(t < SUPPORT, gamma.pdf(t, a, scale=b) - gamma.pdf(t, c, scale=d) / 6, 0)


def integral(hrf, t):
    a, b, c, d = hrf
    t = np.minimum(t, SUPPORT)
    return gamma.cdf(t, a, scale=b) - gamma.cdf(t, c, scale=d) / 6


def course(hrf, duration, t):
    """The response to an event of some duration, with a peak of one."""
    def plain(s):
        s = np.asarray(s, dtype=float)
        return density(hrf, s) if duration == 0 else integral(hrf, s) - integral(hrf, s - duration)
    grid = np.arange(0, SUPPORT + duration, 0.05)
    top = grid[np.argmax(plain(grid))]
    peak = minimize_scalar(lambda s: -plain(s), bounds=(max(top - 0.1, 0), top + 0.1), method="bounded",
                           options={"xatol": 1e-10})
    return plain(t) / -peak.fun


def cosines(t, cutoff, length):
    return [np.cos(np.pi * k * t / length) for k in range(1, int(2 * length / cutoff) + 1)]


def legendre(t, degree, length):
    return [np.polynomial.legendre.legval(2 * t / length - 1, np.eye(degree + 1)[k]) for k in range(1, degree + 1)]


def growing(t, cutoff):
    return [np.maximum(0, 2 * t / cutoff - k) for k in range(int(2 * t.max() / cutoff))]


def fit(numbers, y, motion, trials, drift, hrfs, rho=0.0, ridge=0.0):
    """Betas and standard errors [T, N] of LSS in the units of y, and the HRF of every voxel."""
    t = (numbers + 0.5) * TR
    nuisance = [np.ones(len(t))] + drift(t) + list(motion.T)
    correlation = rho ** np.abs(numbers[:, None] - numbers[None, :]) if rho else np.eye(len(t))
    factor = cholesky(correlation, lower=True)
    white = lambda m: solve_triangular(factor, m, lower=True)
    wy, wn = white(y), white(np.stack(nuisance, 1))
    columns = [white(np.stack([course(h, d, t - onset) for onset, d in trials], 1)) for h in hrfs]
    squares = []
    for each in columns:
        design = np.column_stack([each.sum(1), wn])
        squares.append(((wy - design @ np.linalg.lstsq(design, wy, rcond=None)[0]) ** 2).sum(0))
    squares = np.array(squares)
    choice = squares.argmin(0)
    if len(hrfs) > 1:
        ordered = np.sort(squares, 0)
        assert ((ordered[1] - ordered[0]) / ordered[0] > 1e-7).all(), "two HRFs fit as well"
    betas, errors = np.zeros((2, len(trials), y.shape[1]))
    for k in range(len(trials)):
        for h in np.unique(choice):
            voxels = choice == h
            own = columns[h][:, k]
            design = np.column_stack([own, columns[h].sum(1) - own, wn])
            plain, _, rank, _ = np.linalg.lstsq(design, wy[:, voxels], rcond=None)
            noise = ((wy[:, voxels] - design @ plain) ** 2).sum(0) / (len(t) - rank)
            penalty = np.zeros((2, design.shape[1]))
            penalty[0, 0] = penalty[1, 1] = np.sqrt(ridge)
            augmented = np.vstack([design, penalty])
            inverse = np.linalg.pinv(augmented)[:, :len(t)]
            padded = np.vstack([wy[:, voxels], np.zeros((2, voxels.sum()))])
            betas[k, voxels] = np.linalg.lstsq(augmented, padded, rcond=None)[0][0]
            errors[k, voxels] = np.sqrt(noise * (inverse[0] ** 2).sum())
    return betas, errors, choice


def save(name, values):
    np.save(FOLDER / f"{name}.npy", np.ascontiguousarray(values, dtype=np.float64))


def hrf_fixtures():
    grid = np.arange(321) * 0.1
    save("canonical", course(CANONICAL, 0, grid))
    times = np.linspace(-1.03, 61.97, 64)
    durations = [0, 0.3, 3, 25]
    save("library", [[course(h, d, times) for d in durations] for h in library()])


def main():
    hrf_fixtures()
    random = np.random.default_rng(20260101)
    numbers = np.arange(VOLUMES)
    t = (numbers + 0.5) * TR
    onsets = 3.17 + np.cumsum(random.choice([4.0, 5.3, 8.1], 36))
    trials = np.column_stack([onsets, random.choice([0, 0.5, 3.0], 36)])
    motion = np.cumsum(random.normal(0, 0.02, (VOLUMES, MOTION)), 0)
    hrfs = library()
    truth = random.normal(120, 60, (len(trials), VOXELS))
    y = 1e4 + 40 * np.sin(t / 90)[:, None] * random.normal(1, 0.3, VOXELS) + motion @ random.normal(0, 200,
                                                                                                    (MOTION, VOXELS))
    for n in range(VOXELS):
        y[:, n] += sum(truth[k, n] * course(hrfs[(7 * n) % 20], d, t - onset) for k, (onset, d) in enumerate(trials))
    noise = np.zeros(VOXELS)
    for v in range(VOLUMES):
        noise = 0.4 * noise + random.normal(0, 90, VOXELS)
        y[v] += noise
    y = y.astype(np.float32)
    np.save(FOLDER / "intensities.npy", y)
    save("trials", trials)
    save("motion", motion)
    missing = np.array([0, 17, 18, 19, 20, 55, 90, 91, 140])
    save("missing", missing)
    there = np.setdiff1d(numbers, missing)
    y = y.astype(np.float64)
    length = VOLUMES * TR
    slow = lambda s: cosines(s, 128, length)
    bends = lambda s: growing(s, 128)
    nothing = motion[:, :0]
    one = [CANONICAL]
    cases = {
        "plain": fit(numbers, y, nothing, trials, slow, one),
        "legendre": fit(there, y[there], motion[there], trials, lambda s: legendre(s, 4, length), one),
        "gaps": fit(there, y[there], motion[there], trials, bends, one),
        "autocorrelated": fit(there, y[there], motion[there], trials, bends, one, rho=0.35),
        "ridge": fit(there, y[there], motion[there], trials, bends, one, rho=0.35, ridge=2.5),
        "chosen": fit(there, y[there], motion[there], trials, slow, hrfs),
        "everything": fit(there, y[there], motion[there], trials, bends, hrfs, rho=0.35, ridge=0.5),
    }
    early = there[there < 60]
    begun = trials[trials[:, 0] < 60 * TR - 8]
    cases["early"] = fit(early, y[early], motion[early], begun, bends, one, rho=0.35)
    for name, (betas, errors, choice) in cases.items():
        save(f"{name}-betas", betas)
        save(f"{name}-errors", errors)
        save(f"{name}-hrfs", choice)
    percent = fit(there, y[there], motion[there], trials, bends, one)
    save("percent-betas", 100 * percent[0] / y[there].mean(0))
    save("percent-errors", 100 * percent[1] / y[there].mean(0))
    save("percent-hrfs", percent[2])


if __name__ == "__main__":
    main()
