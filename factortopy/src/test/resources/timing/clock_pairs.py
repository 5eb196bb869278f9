"""Writes clock_pairs.csv, and prints the line of least squares through its good pairs, by NumPy and SciPy.

300 events over ten minutes; the scanner's clock is 3 s ahead and gains 50 ppm; 4 ms of jitter; 24 pairs are wrong by
0.3 to 2 s either way, and are marked. Theil and Sen's slope over all pairs, as SciPy has it, is printed beside it.
"""
import pathlib

import numpy as np
from scipy import stats

random = np.random.default_rng(20260101)
stimulus = np.round(np.sort(40_000 + 600 * random.random(300)), 6)
scanner = stimulus + 3 + 50e-6 * (stimulus - 40_000) + 0.004 * random.standard_normal(300)
wrong = np.zeros(300, bool)
wrong[random.choice(300, 24, replace=False)] = True
scanner[wrong] += random.uniform(0.3, 2, 24) * random.choice([-1, 1], 24)
scanner = np.round(scanner, 6)

order = random.permutation(300)
lines = [f"{stimulus[i]:.6f},{scanner[i]:.6f},{int(wrong[i])}\n" for i in order]
pathlib.Path(__file__).with_name("clock_pairs.csv").write_text("".join(lines))

ahead = (scanner - stimulus)[~wrong]
origin = stimulus[~wrong].mean()
drift, offset = np.polyfit(stimulus[~wrong] - origin, ahead, 1)
print("at 40300:", repr(offset + drift * (40_300 - origin)), "drift:", repr(drift))
residuals = ahead - offset - drift * (stimulus[~wrong] - origin)
print("spread:", repr(1.4826 * np.median(np.abs(residuals))), "largest residual:", np.abs(residuals).max())
print("theil-sen:", stats.theilslopes(scanner - stimulus, stimulus).slope)
