"""Another image size than the weights': positions are interpolated as the network's own library does it."""

import onnxruntime
import pytest

import families
import hooked
from hooked import Output
from test_families import images, shaken

torch = pytest.importorskip("torch", reason="the exporter needs PyTorch")
pytest.importorskip("onnxscript", reason="the exporter needs onnxscript")
from topostream_backbones import __main__ as command  # noqa: E402

FAMILIES = {family.name: family for family in families.ALL}


def timm_at(network, height, width):
    """timm's own way: a new network of that size, and its loader, which interpolates."""
    import timm

    other = timm.create_model("topostream_registers", num_classes=0, img_size=(height, width))
    state = timm.models.vision_transformer.checkpoint_filter_fn(network.state_dict(), other)
    other.load_state_dict(state)
    return other.eval()


def exported(family, network, tmp_path, size):
    torch.save(family.state(network), tmp_path / "weights.pt")
    options = ["--weights", str(tmp_path / "weights.pt"), "--image-size", size, "--name", "small"]
    command.main(["export", family.spec(tmp_path / "source"), "--out", str(tmp_path / "out"), *options])
    return onnxruntime.InferenceSession(tmp_path / "out" / "model.onnx", providers=["CPUExecutionProvider"])


def compare(session, expected, batch):
    for output, values in zip(session.get_outputs(), session.run(None, {"image": batch}), strict=True):
        assert hooked.relative_error(values, expected[output.name]) < 1e-4, output.name


def test_a_timm_network_interpolates_positions_as_timm_does(tmp_path):
    family = FAMILIES["registers"]
    family.require()
    network = shaken(family.make())

    session = exported(family, network, tmp_path, "80x112")

    outputs = families.blocks(2, 5, 7, 5)
    batch = images(2, (80, 112))
    compare(
        session, hooked.features(timm_at(network, 80, 112), family.run, batch, *family.normal, outputs, "cls"), batch
    )


def test_a_transformers_network_interpolates_positions_as_transformers_does(tmp_path):
    family = FAMILIES["transformers-vit"]
    family.require()
    network = shaken(family.make())

    session = exported(family, network, tmp_path, "96")

    outputs = families.blocks(2, 6, 6, 1, "layers.{}")
    batch = images(2, (96, 96))

    def run(module, pixels):
        return module(pixels, interpolate_pos_encoding=True)

    compare(session, hooked.features(network, run, batch, *family.normal, outputs, "cls"), batch)


@pytest.mark.parametrize("name, path", [("sam-windows", "blocks.{}"), ("transformers-sam", "layers.{}")])
def test_sam_takes_a_rectangle_with_its_positions_interpolated(name, path, tmp_path):
    # Given positions that are the same everywhere, which interpolation has to leave as they are
    family = FAMILIES[name]
    family.require()
    network = shaken(family.make())
    with torch.no_grad():
        network.pos_embed[:] = network.pos_embed[:, :1, :1]

    session = exported(family, network, tmp_path, "64x112")

    # Then the network gives what it gives with those of the new size
    with torch.no_grad():
        network.pos_embed = torch.nn.Parameter(network.pos_embed[:, :1, :1].expand(1, 4, 7, -1).clone())
    for attribute in ("img_size", "image_size"):
        if hasattr(network.patch_embed, attribute):
            setattr(network.patch_embed, attribute, (64, 112))
    outputs = {f"block{i}": Output(path.format(i), 4, 7, "bhwc") for i in (0, 1)}
    batch = images(2, (64, 112))
    compare(session, hooked.features(network, family.run, batch, *family.normal, outputs, "mean"), batch)
