"""The pooled maps of a scattering network in plain NumPy and SciPy, written from the formulas, not from the exporter."""

import numpy as np
from scipy.signal import correlate

GRID = 8
ORIENTATIONS = 8


def opponent(image: np.ndarray) -> np.ndarray:
    """uint8 `[3, H, W]` to luminance, red - green and yellow - blue, `[3, H, W]`; a luminance of -1 is black, 1 white."""
    red, green, blue = image.astype(float) / 127.5
    return np.stack([0.299 * red + 0.587 * green + 0.114 * blue - 1, (red - green) / 2, (red + green) / 4 - blue / 2])


def half(plane: np.ndarray) -> np.ndarray:
    """Smoothed by the binomial filter of six taps along both axes, every second pixel kept."""
    taps = np.polynomial.polynomial.polypow([0.5, 0.5], 5)
    return correlate(np.pad(plane, 2, mode="edge"), np.outer(taps, taps), mode="valid", method="direct")[::2, ::2]


def morlet(orientation: int) -> np.ndarray:
    """Wavelength 4, envelope of deviation 1.6 across and 1.6 / 0.6 along, on 8 x 8 taps around the middle."""
    wavelet = np.zeros((8, 8), complex)
    envelope = np.zeros((8, 8))
    angle = np.pi * orientation / ORIENTATIONS
    for row in range(8):
        for column in range(8):
            position = complex(column - 3.5, row - 3.5) * np.exp(-1j * angle)
            envelope[row, column] = np.exp(-(position.real**2 + 0.36 * position.imag**2) / (2 * 1.6**2))
            wavelet[row, column] = envelope[row, column] * np.exp(0.5j * np.pi * position.real)
    wavelet -= envelope * wavelet.sum() / envelope.sum()
    return wavelet * np.sqrt(2) / np.linalg.norm(wavelet)


def moduli(plane: np.ndarray) -> np.ndarray:
    """Of all orientations, at every second pixel: `[8, H/2, W/2]`."""
    padded = np.pad(plane, 3, mode="edge").astype(complex)
    # correlate() conjugates its second argument, which the modulus of a real image's response does not notice.
    responses = [correlate(padded, morlet(index), mode="valid", method="direct") for index in range(ORIENTATIONS)]
    return np.abs(np.stack(responses)[:, ::2, ::2])


def cell_means(planes: np.ndarray) -> np.ndarray:
    """`[C, H, W]` averaged over the cells of the grid, `[C, 8, 8]`."""
    channels, height, width = planes.shape
    return planes.reshape(channels, GRID, height // GRID, GRID, width // GRID).mean(axis=(2, 4))


def order1(image: np.ndarray, scale: int) -> np.ndarray:
    """Colour-major, then orientation: `[24, 8, 8]`."""
    planes = opponent(image)
    for _ in range(scale):
        planes = np.stack([half(plane) for plane in planes])
    return cell_means(np.concatenate([moduli(plane) for plane in planes]))


def order2_from_scale0(image: np.ndarray, scale: int) -> np.ndarray:
    """Wavelets at a larger scale over the finest luminance moduli; the finer orientation first, `[64, 8, 8]`."""
    maps = moduli(opponent(image)[0])
    for _ in range(scale - 1):
        maps = np.stack([half(plane) for plane in maps])
    return cell_means(np.concatenate([moduli(plane) for plane in maps]))
