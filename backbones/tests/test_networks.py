"""The well-known networks: their commands are ones the exporter understands."""

import shlex

import pytest

torch = pytest.importorskip("torch", reason="the exporter needs PyTorch")
pytest.importorskip("onnxscript", reason="the exporter needs onnxscript")
import families  # noqa: E402
from test_families import shaken  # noqa: E402
from topostream_backbones import __main__ as command  # noqa: E402
from topostream_backbones import networks, sources  # noqa: E402
from topostream_backbones.sources.source import Request  # noqa: E402


@pytest.mark.parametrize("known", networks.NETWORKS, ids=lambda known: known.name)
def test_timm_has_the_trained_network_of_every_command(known):
    timm = pytest.importorskip("timm", reason="needs the Python package timm")
    source, _, name = known.spec.partition(":")

    assert source == "timm"
    assert name in timm.list_pretrained() or (name in timm.list_models() and "--weights" in known.options)


def test_the_list_prints_commands_that_run(capsys):
    command.main(["list"])

    printed = capsys.readouterr().out
    commands = [shlex.split(line) for line in printed.splitlines() if line.startswith("  python")]
    assert [words[:4] for words in commands] == [["python", "-m", "topostream_backbones", "export"]] * 9
    assert [words[words.index("--name") + 1] for words in commands] == [known.name for known in networks.NETWORKS]


def test_takes_the_encoder_out_of_a_checkpoint_like_moco_v3s(tmp_path):
    # Given a checkpoint with both encoders, their projections in the place of a head, a predictor and an optimiser
    family = next(family for family in families.ALL if family.name == "class-token")
    family.require()
    state = shaken(family.make()).state_dict()
    base = {f"module.base_encoder.{name}": value for name, value in state.items()}
    momentum = {f"module.momentum_encoder.{name}": value + 1 for name, value in state.items()}
    others = {"module.base_encoder.head.0.weight": torch.ones(2), "module.predictor.0.weight": torch.ones(2)}
    torch.save({"epoch": 300, "state_dict": base | momentum | others, "optimizer": {"lr": 0.1}}, tmp_path / "moco.tar")

    # When it is loaded with the options that MoCo-v3's command has
    options = next(known.options for known in networks.NETWORKS if known.name == "moco-v3")
    prefix = options[options.index("--weights-prefix") + 1]
    request = Request("", weights=tmp_path / "moco.tar", weights_prefix=prefix)
    loaded = sources.load(family.spec(tmp_path), request).module.state_dict()

    # Then it is the base encoder
    assert loaded.keys() == state.keys()
    assert all(torch.equal(loaded[name], value) for name, value in state.items())
