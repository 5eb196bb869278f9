"""The analytic filters."""

import numpy as np
import pytest

from topostream_backbones import scattering
from topostream_backbones.filters import LOW_PASS, OPPONENT_COLOURS

BANKS = pytest.mark.parametrize("bank", [scattering.WAVELETS, scattering.COARSE_WAVELETS], ids=["even", "odd"])


@BANKS
def test_wavelets_are_blind_to_a_constant_image(bank):
    np.testing.assert_allclose(bank.sum(axis=(1, 2)), 0, atol=1e-7)


@BANKS
def test_wavelets_have_energy_two(bank):
    np.testing.assert_allclose((np.abs(bank) ** 2).sum(axis=(1, 2)), 2, atol=1e-6)


@BANKS
def test_a_quarter_turn_is_four_orientations(bank):
    turned = np.rot90(bank[:4], k=-1, axes=(1, 2))
    np.testing.assert_allclose(np.abs(turned), np.abs(bank[4:]), atol=1e-8)


def test_the_low_pass_keeps_a_constant_and_removes_the_finest_stripes():
    stripes = np.resize([1.0, -1.0], len(LOW_PASS))
    assert LOW_PASS.sum() == pytest.approx(1)
    assert LOW_PASS @ stripes == pytest.approx(0)


def test_grey_has_no_chroma():
    np.testing.assert_allclose(OPPONENT_COLOURS.sum(axis=1), [1, 0, 0], atol=1e-12)
