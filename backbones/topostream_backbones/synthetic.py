"""Seeded synthetic images with the statistics of natural ones: dead leaves over 1/f noise.

They set the network's normalising constants, so that no photograph has to be shipped for it.
"""

import numpy as np


def pink_noise(random: np.random.Generator, size: int) -> np.ndarray:
    """Noise `[size, size]` with an amplitude spectrum of 1/f, zero mean and unit variance."""
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(size), np.fft.fftfreq(size)))
    frequency[0, 0] = np.inf
    noise = np.fft.ifft2(np.fft.fft2(random.standard_normal((size, size))) / frequency).real
    return (noise - noise.mean()) / noise.std()


def dead_leaves(random: np.random.Generator, size: int) -> np.ndarray:
    """One RGB image, uint8 `[3, size, size]`: textured discs that occlude each other, near ones first."""
    lightness = random.uniform(0.1, 0.8)
    contrast = random.uniform(0.08, 0.36)
    cast = opponent_to_rgb(0, *random.normal(0, (0.06, 0.03)))
    roughness = random.exponential(0.05)
    smallest = np.exp(random.uniform(np.log(size / 40), np.log(size / 3)))
    largest = size
    textures = [pink_noise(random, size) for _ in range(3)]
    y, x = np.mgrid[0:size, 0:size]

    image = np.zeros((3, size, size))
    empty = np.ones((size, size), bool)
    while empty.mean() > 0.001:
        # Inverse of the distribution function of a density r^-3 between smallest and largest.
        u = random.random()
        radius = (smallest**-2 - u * (smallest**-2 - largest**-2)) ** -0.5
        centre_x, centre_y = random.uniform(-radius, size + radius, 2)
        colour = lightness + cast + opponent_to_rgb(*random.normal(0, (contrast, 0.25 * contrast, 0.12 * contrast)))
        texture = roughness * random.exponential() * textures[random.integers(3)]
        disc = empty & ((x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2)
        image[:, disc] = colour[:, None] + texture[disc]
        empty &= ~disc
    image[:, empty] = lightness
    shade = 0.6 * contrast * pink_noise(random, size)
    return (np.clip(image + shade, 0, 1) * 255).round().astype(np.uint8)


def opponent_to_rgb(lightness: float, warm: float, green: float) -> np.ndarray:
    """A colour `[3]`: lightness plus chroma along warm-cold and green-magenta."""
    return lightness + np.array([warm - green / 2, green, -warm - green / 2])


def images(seed: int, count: int, size: int) -> np.ndarray:
    """Images uint8 `[count, 3, size, size]`, the same for the same seed."""
    random = np.random.default_rng(seed)
    return np.stack([dead_leaves(random, size) for _ in range(count)])
