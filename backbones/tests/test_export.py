"""The `export` command: its options, its files, and what it refuses."""

import hashlib
import importlib.metadata
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

import hooked
from hooked import Output

torch = pytest.importorskip("torch", reason="the exporter needs PyTorch")
pytest.importorskip("onnxscript", reason="the exporter needs onnxscript")
import small_networks  # noqa: E402
from topostream_backbones import __main__ as command  # noqa: E402
from topostream_backbones import onnx_file, parity  # noqa: E402

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
SMALL = f"torch:{small_networks.__file__}:"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "backbone"


def export(out: Path, factory: str, *options: str) -> dict:
    """Runs the command on one of the small networks at 32 x 32 pixels; gives the description it wrote."""
    size = () if "--image-size" in options else ("--image-size", "32")
    command.main(["export", SMALL + factory, "--out", str(out), *size, *options])
    return json.loads((out / "backbone.json").read_text())


def refusal(out: Path, factory: str, *options: str) -> str:
    """The message the command ends with; nothing may be left behind."""
    before = sorted(out.parent.rglob("*"))
    with pytest.raises(SystemExit) as end:
        export(out, factory, *options)
    assert sorted(out.parent.rglob("*")) == before
    return str(end.value)


def run(out: Path, images: np.ndarray) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(out / "model.onnx", providers=["CPUExecutionProvider"])
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, {"image": images})))


def images(count: int, height: int = 32, width: int = 32) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (count, 3, height, width), np.uint8)


def test_describes_the_folder_as_topostream_reads_it(out):
    description = export(out, "pyramid", "--random-weights", "7", "--name", "small", "--licence", "MIT")

    assert description["name"] == "small" and description["licence"] == "MIT"
    assert description["model"] == "model.onnx" and description["format"] == "onnx" and description["grid"] == 8
    assert description["input"] == {"width": 32, "height": 32, "resize": "squash", "layout": "NCHW", "dtype": "uint8"}
    assert description["sha256"] == hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()
    assert [(layer["name"], layer["channels"]) for layer in description["layers"]] == [("stage1", 4), ("stage2", 6)]
    assert description["source"] == "torch:small_networks.py:pyramid with random weights of seed 7"
    assert description["framework"]["torch"] == importlib.metadata.version("torch")
    assert sorted(file.name for file in out.iterdir()) == ["backbone.json", "model.onnx"]


def test_the_model_is_one_that_onnx_runtime_1_21_reads_and_holds_no_path_of_this_machine(out):
    export(out, "pyramid")
    data = (out / "model.onnx").read_bytes()
    model = onnx.load_from_string(data)

    assert model.ir_version <= 10 and [entry.version for entry in model.opset_import if entry.domain == ""] == [18]
    axes = [
        [axis.dim_value or axis.dim_param for axis in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    ]
    assert axes == [["batch", 3, 32, 32], ["batch", 4, 8, 8], ["batch", 4], ["batch", 6, 8, 8], ["batch", 6]]
    assert b".py" not in data


def test_the_digest_of_the_weights_depends_on_the_weights_alone(out, tmp_path):
    first, again = (export(out, "pyramid", "--random-weights", "1", "--name", name)["weightsSha256"] for name in "ab")
    other = export(out, "pyramid", "--random-weights", "2")["weightsSha256"]

    assert first == again != other


def test_normalises_with_the_mean_and_deviation_of_the_command_line(out):
    normal = ((0.1, 0.2, 0.3), (0.4, 0.5, 0.6))
    torch.manual_seed(4)
    network = small_networks.pyramid()

    description = export(out, "pyramid", "--random-weights", "4", "--mean", "0.1,0.2,0.3", "--std", "0.4,0.5,0.6")

    outputs = {"stage1": Output("stages.0", 8, 8, "bchw"), "stage2": Output("stages.1", 4, 4, "bchw")}
    expected = hooked.features(network, lambda module, batch: module(batch), images(3), *normal, outputs, "mean")
    for name, values in run(out, images(3)).items():
        assert hooked.relative_error(values, expected[name]) < 1e-5, name
    assert description["normalise"] == {"mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6]}


@pytest.mark.parametrize(
    "factory, form, prefix, options",
    [
        ("class_token", "btc", 1, ()),
        ("tokens_first", "tbc", 2, ()),
        ("many_registers", "btc", 20, ("--prefix-tokens", "20")),
        ("class_token", "btc", 1, ("--global-token", "mean")),
    ],
)
def test_finds_a_rectangle_of_tokens_behind_the_others(out, factory, form, prefix, options):
    torch.manual_seed(4)
    network = getattr(small_networks, factory)()

    description = export(out, factory, "--random-weights", "4", "--image-size", "24x56", *options)

    token = "mean" if "mean" in options else "cls"
    outputs = {f"block{i}": Output(f"blocks.{i}", 3, 7, form, prefix) for i in (0, 1)}
    expected = hooked.features(
        network, lambda module, batch: module(batch), images(2, 24, 56), *IMAGENET, outputs, token
    )
    for name, values in run(out, images(2, 24, 56)).items():
        assert hooked.relative_error(values, expected[name]) < 1e-5, name
    assert description["globalToken"] == token
    assert description["layers"][0]["tokens"] == {"rows": 3, "columns": 7, "prefix": prefix}


def test_half_precision_weights_give_float32_features_near_the_network(out):
    torch.manual_seed(4)
    network = small_networks.class_token()

    description = export(out, "class_token", "--random-weights", "4", "--dtype", "fp16")

    outputs = {f"block{i}": Output(f"blocks.{i}", 4, 4, "btc", 1) for i in (0, 1)}
    expected = hooked.features(network, lambda module, batch: module(batch), images(2), *IMAGENET, outputs, "cls")
    found = run(out, images(2))
    assert all(values.dtype == np.float32 for values in found.values())
    assert 1e-6 < max(hooked.relative_error(values, expected[name]) for name, values in found.items()) < 1e-2
    kinds = {
        tensor.data_type
        for tensor in onnx.load(out / "model.onnx").graph.initializer
        if tensor.name.startswith("network.")
    }
    assert kinds == {onnx.TensorProto.FLOAT16} and description["dtype"] == "fp16"


def test_weights_beyond_a_message_of_protobuf_go_into_a_file_of_their_own(out, monkeypatch):
    export(out, "class_token", "--random-weights", "4")
    within = run(out, images(2))
    monkeypatch.setattr(onnx_file, "LARGEST_WITHIN", 100)

    description = export(out, "class_token", "--random-weights", "4")

    data = (out / "model.onnx.data").read_bytes()
    assert description["data"] == {"file": "model.onnx.data", "sha256": hashlib.sha256(data).hexdigest()}
    assert description["sha256"] == hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()
    for name, values in run(out, images(2)).items():
        np.testing.assert_array_equal(values, within[name])

    monkeypatch.undo()
    assert "data" not in export(out, "class_token") and not (out / "model.onnx.data").exists()


def test_chooses_every_second_layer_counted_from_the_last(out):
    assert [layer["name"] for layer in export(out, "pyramid", "--layers", "every:2")["layers"]] == ["stage2"]


def test_takes_layers_by_the_paths_of_their_modules(out):
    layers = export(out, "pyramid", "--layers", "stages.1,stage1")["layers"]

    assert [(layer["name"], layer["module"]) for layer in layers] == [("stage2", "stages.1"), ("stage1", "stages.0")]


def test_takes_the_part_of_a_checkpoint_that_is_the_network(out, tmp_path):
    torch.manual_seed(9)
    state = small_networks.pyramid().state_dict()
    wrapped = {f"module.base.{name}": value for name, value in state.items()}
    wrapped |= {"module.base.head.weight": torch.ones(2), "module.other.x": torch.ones(2)}
    torch.save({"epoch": 3, "state_dict": wrapped}, tmp_path / "checkpoint.pt")

    options = (
        "--weights",
        str(tmp_path / "checkpoint.pt"),
        "--weights-prefix",
        "module.base.",
        "--weights-skip",
        "head.*",
    )
    loaded = export(out, "pyramid", *options)

    assert loaded["weightsSha256"] == export(out, "pyramid", "--random-weights", "9")["weightsSha256"]
    assert loaded["source"].endswith("with weights of checkpoint.pt")


def test_names_the_weights_that_do_not_fit(out, tmp_path):
    state = small_networks.pyramid().state_dict()
    state["surplus"] = state.pop("stages.1.bias")
    torch.save(state, tmp_path / "weights.pt")

    message = refusal(out, "pyramid", "--weights", str(tmp_path / "weights.pt"))

    assert "missing: stages.1.bias" in message and "unexpected: surplus" in message


@pytest.mark.parametrize(
    "factory, options, words",
    [
        ("pyramid", ("--layers", "stage1,stage9"), ("layer 'stage9'", "stage1, stage2", "stages.0")),
        ("pyramid", ("--layers", "every:0"), ("every:N", "'0'")),
        ("pyramid", ("--layers", "stage1,stages.0"), ("different layers",)),
        ("pyramid", ("--layers", "stage1,flat"), ("layer flat", "[3, 96]", "map [B, C, H, W]")),
        ("many_registers", (), ("layer block0", "36 tokens", "--prefix-tokens")),
        ("pyramid", ("--global-token", "cls"), ("layer stage1", "class token")),
        ("pyramid", ("--name", "a.b"), ("--name", "'a.b'")),
        ("fixed_batch", (), ("image", "free batch axis", "len(tensor)")),
        ("unstable", (), ("layer stage1", "finite")),
        ("no_network", (), ("torch.nn.Module", "str")),
        ("absent", (), ("function absent",)),
        ("pyramid", ("--weights", "absent.pt"), ("absent.pt",)),
        ("pyramid", ("--weights", small_networks.__file__), ("state dict", "small_networks.py")),
        ("pyramid", ("--weights", "a", "--random-weights", "1"), ("got both",)),
    ],
)
def test_says_what_is_wrong_and_leaves_nothing_behind(out, factory, options, words):
    message = refusal(out, factory, *options)

    assert all(word in message for word in words), message


@pytest.mark.parametrize("spec", ["vit", "jax:vit", "timm:"])
def test_names_the_sources_when_asked_for_another(out, spec):
    with pytest.raises(SystemExit, match="timm, torchvision, transformers, open_clip, torch"):
        command.main(["export", spec, "--out", str(out)])


def test_names_the_package_that_is_not_installed(out, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "open_clip", None)

    with pytest.raises(SystemExit, match="pip install open_clip_torch"):
        command.main(["export", "open_clip:ViT-B-16/openai", "--out", str(out)])


def test_leaves_nothing_behind_when_onnx_runtime_gives_other_numbers(out, monkeypatch):
    found = parity.found
    monkeypatch.setattr(parity, "found", lambda *a: [[values * 1.001 for values in batch] for batch in found(*a)])

    assert "layer stage" in refusal(out, "pyramid") and not out.exists()


def test_writes_over_a_backbone_but_not_over_anything_else(out):
    first = export(out, "pyramid", "--random-weights", "1")
    second = export(out, "pyramid", "--random-weights", "2")
    assert first["sha256"] != second["sha256"]
    (out / "thesis.txt").write_text("mine")

    assert "thesis.txt" in refusal(out, "pyramid")

    assert export(out, "pyramid", "--force")["name"] == "pyramid" and (out / "thesis.txt").read_text() == "mine"
