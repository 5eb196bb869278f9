"""Analytic filters of the scattering network: Morlet wavelets, a pyramid step, opponent colours."""

import numpy as np

#: Rows: luminance, red - green, yellow - blue; columns: R, G, B.
OPPONENT_COLOURS = np.array([[0.299, 0.587, 0.114], [0.5, -0.5, 0.0], [0.25, 0.25, -0.5]])

#: Binomial low-pass, even in length so that a step of 2 keeps the image centred.
LOW_PASS = np.array([1, 5, 10, 10, 5, 1]) / 32.0

#: Decimals of a wavelet's taps; float32 keeps about as many.
TAP_DECIMALS = 9


def morlet_bank(orientations: int, size: int, wavelength: float, sigma: float, slant: float) -> np.ndarray:
    """Complex Morlet wavelets `[orientations, size, size]`, each of zero mean and energy 2.

    `wavelength` and `sigma` are in pixels; `slant` below 1 stretches the envelope along the edge.
    """
    offsets = np.arange(size) - (size - 1) / 2
    y, x = np.meshgrid(offsets, offsets, indexing="ij")
    wavelets = []
    for index in range(orientations):
        angle = np.pi * index / orientations
        across = x * np.cos(angle) + y * np.sin(angle)
        along = -x * np.sin(angle) + y * np.cos(angle)
        envelope = np.exp(-(across**2 + (along * slant) ** 2) / (2 * sigma**2))
        wave = np.exp(2j * np.pi * across / wavelength)
        # Subtracting the envelope's own response makes the wavelet blind to a constant image.
        wavelet = (wave - (envelope * wave).sum() / envelope.sum()) * envelope
        wavelets.append(wavelet / np.sqrt((np.abs(wavelet) ** 2).sum() / 2))
    # Without rounding, taps that are zero but for the last bit of a cosine would differ between machines.
    return np.round(wavelets, TAP_DECIMALS) + 0.0
