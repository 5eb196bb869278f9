"""Every family of networks, exported by the command and compared layer by layer with hooks on the plain network."""

import json

import numpy as np
import onnxruntime
import pytest

import families
import hooked

torch = pytest.importorskip("torch", reason="the exporter needs PyTorch")
from topostream_backbones import __main__ as command  # noqa: E402


def shaken(network):
    """Weights that are nowhere zero: zero positions or scales would hide a mistake in what they scale."""
    torch.manual_seed(3)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.05 * torch.randn_like(parameter)
    return network.eval()


def images(count, size):
    return np.random.default_rng(count).integers(0, 256, (count, 3, *size), np.uint8)


@pytest.mark.parametrize("family", families.ALL, ids=lambda family: family.name)
def test_gives_what_hooks_on_the_network_give(family, tmp_path):
    # Given a network of the library's own, whose weights are in a file
    family.require()
    spec = family.spec(tmp_path / "source")
    network = shaken(family.make())
    torch.save(family.state(network), tmp_path / "weights.pt")

    # When it is exported
    size = "x".join(map(str, family.size))
    options = ["--weights", str(tmp_path / "weights.pt"), "--image-size", size, "--layers", ",".join(family.outputs)]
    command.main(["export", spec, "--out", str(tmp_path / "out"), "--name", "small", *options])

    # Then every layer of it is the network's, for every size of batch
    description = json.loads((tmp_path / "out" / "backbone.json").read_text())
    session = onnxruntime.InferenceSession(tmp_path / "out" / "model.onnx", providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    for count in (1, 2, 3, 8):
        batch = images(count, family.size)
        expected = hooked.features(network, family.run, batch, *family.normal, family.outputs, family.token)
        found = dict(zip(names, session.run(None, {"image": batch})))
        assert list(found) == list(expected)
        for name, values in found.items():
            assert values.dtype == np.float32 and values.shape == expected[name].shape
            assert hooked.relative_error(values, expected[name]) < 1e-4, (count, name)

    # And the description says what the test knows of the layers
    assert description["globalToken"] == family.token
    assert (description["input"]["height"], description["input"]["width"]) == family.size
    for layer, (name, output) in zip(description["layers"], family.outputs.items(), strict=True):
        assert layer["name"] == name and layer["channels"] == expected[f"{name}.local"].shape[1]
        assert layer["tokens"] == {"rows": output.rows, "columns": output.columns, "prefix": output.prefix}
