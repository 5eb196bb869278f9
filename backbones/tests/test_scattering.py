"""The bundled network: its files, its outputs, and its numbers against a reference without ONNX."""

import hashlib
import json

import numpy as np
import onnx
import pytest

import reference
from topostream_backbones import scattering, synthetic


def part(outputs: dict[str, np.ndarray], layer: str, start: int, count: int) -> np.ndarray:
    return outputs[f"{layer}.local"][:, start : start + count]


def test_regenerates_the_committed_files_byte_for_byte(tmp_path, committed_folder):
    folder = scattering.write(tmp_path)

    for name in ("backbone.json", "model.onnx"):
        assert (folder / name).read_bytes() == (committed_folder / name).read_bytes(), name


def test_the_description_fits_the_model(committed_folder):
    description = json.loads((committed_folder / "backbone.json").read_text())
    data = (committed_folder / description["model"]).read_bytes()
    outputs = {
        output.name: [axis.dim_value or axis.dim_param for axis in output.type.tensor_type.shape.dim]
        for output in onnx.load_from_string(data).graph.output
    }

    expected = {}
    for layer in description["layers"]:
        expected[f"{layer['name']}.local"] = ["batch", layer["channels"], 8, 8]
        expected[f"{layer['name']}.global"] = ["batch", layer["channels"]]
    assert outputs == expected
    assert description["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("batch", [1, 2])
def test_gives_the_declared_shapes(committed, committed_folder, images, batch):
    outputs = committed(images[:batch])

    for layer in json.loads((committed_folder / "backbone.json").read_text())["layers"]:
        local, token = outputs[f"{layer['name']}.local"], outputs[f"{layer['name']}.global"]
        assert local.shape == (batch, layer["channels"], 8, 8) and local.dtype == np.float32
        assert token.shape == (batch, layer["channels"]) and token.dtype == np.float32


def test_an_image_has_the_same_features_in_a_batch(committed, images):
    together = committed(images)
    for index in range(len(images)):
        for name, alone in committed(images[index : index + 1]).items():
            np.testing.assert_allclose(together[name][index], alone[0], atol=1e-5, err_msg=name)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_uniform_image_has_finite_features(committed, level):
    for name, values in committed(np.full((1, 3, 128, 128), level, np.uint8)).items():
        assert np.isfinite(values).all(), name


def test_a_uniform_image_moves_no_wavelet(pooled):
    outputs = pooled(np.full((1, 3, 128, 128), 200, np.uint8))
    for layer in scattering.LAYERS[1:]:
        np.testing.assert_allclose(outputs[f"{layer.name}.local"], 0, atol=1e-5, err_msg=layer.name)


@pytest.mark.parametrize("scale, layer", [(2, "order1-middle"), (3, "order1-coarse")])
def test_order_1_is_the_reference(pooled, images, scale, layer):
    expected = np.stack([reference.order1(image, scale) for image in images])

    np.testing.assert_allclose(part(pooled(images), layer, 0, 24), expected, atol=2e-5)


def test_the_finest_order_1_is_the_reference_of_luminance(pooled, images):
    expected = np.stack([reference.order1(image, scale=0)[:8] for image in images])

    np.testing.assert_allclose(part(pooled(images), "order1-fine", 0, 8), expected, atol=2e-5)


@pytest.mark.parametrize("scale, layer", [(1, "order2-adjacent"), (2, "order2-middle"), (3, "order2-wide")])
def test_order_2_is_the_reference(pooled, images, scale, layer):
    expected = np.stack([reference.order2_from_scale0(image, scale) for image in images])

    np.testing.assert_allclose(part(pooled(images), layer, 0, 64), expected, atol=2e-5)


def test_order_0_is_the_mean_and_spread_of_colour(pooled, images):
    outputs = pooled(images)
    planes = np.stack([reference.opponent(image) for image in images])
    quarters = planes.reshape(-1, 3, 16, 8, 16, 8).mean(axis=(3, 5))
    means = part(outputs, "order0-colour", 0, 12).reshape(-1, 2, 2, 3, 8, 8)
    for row in (0, 1):
        for column in (0, 1):
            np.testing.assert_allclose(means[:, row, column], quarters[:, :, row::2, column::2], atol=1e-5)
    cells = planes.reshape(-1, 3, 8, 16, 8, 16)
    spread = np.sqrt(np.maximum(cells.var(axis=(3, 5)), 1e-4))
    np.testing.assert_allclose(part(outputs, "order0-colour", 12, 3), spread, atol=1e-3)


def test_features_are_the_standardised_logarithms_of_the_pooled_maps(pooled, committed, calibration_images, images):
    calibration, maps, features = pooled(calibration_images), pooled(images), committed(images)
    for layer in scattering.LAYERS[1:]:  # order 0 is signed in part, and then without the logarithm
        half_mean = calibration[f"{layer.name}.local"].astype(float).mean(axis=(0, 2, 3), keepdims=True) / 2
        known = np.log1p(calibration[f"{layer.name}.local"] / half_mean)
        values = np.log1p(maps[f"{layer.name}.local"] / half_mean)
        expected = (values - known.mean(axis=(0, 2, 3), keepdims=True)) / known.std(axis=(0, 2, 3), keepdims=True)
        np.testing.assert_allclose(features[f"{layer.name}.local"], expected, atol=5e-3, err_msg=layer.name)


def test_features_of_the_calibration_images_have_mean_0_and_deviation_1(committed, calibration_images):
    for name, values in committed(calibration_images).items():
        axes = (0, 2, 3) if name.endswith(".local") else (0,)
        np.testing.assert_allclose(values.mean(axis=axes, dtype=float), 0, atol=5e-3, err_msg=name)
        np.testing.assert_allclose(values.std(axis=axes, dtype=float), 1, atol=2e-3, err_msg=name)


def test_synthetic_images_depend_on_the_seed_alone():
    first, again, other = (synthetic.images(seed, 2, 32) for seed in (3, 3, 4))

    assert first.shape == (2, 3, 32, 32) and first.dtype == np.uint8
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
