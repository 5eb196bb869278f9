"""Small networks of every family the exporter has to take, each made by its own library."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hooked import Output

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
OPENAI = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))


@dataclass(frozen=True)
class Family:
    """A network, how it is asked for, and what is known of its layers.

    :param make: the library's own network for (height, width), and how it is run.
    :param spec: `SOURCE:NAME`, with the test's folder.
    :param size: height and width.
    """

    name: str
    packages: tuple[str, ...]
    make: Callable[[], Any]
    spec: Callable[[Path], str]
    size: tuple[int, int]
    outputs: dict[str, Output]
    token: str
    normal: tuple[Any, Any] = IMAGENET
    run: Callable[[Any, Any], Any] = lambda network, images: network(images)
    state: Callable[[Any], Any] = field(default=lambda network: network.state_dict())

    def require(self) -> None:
        for package in ("torch", "onnxscript", *self.packages):
            pytest.importorskip(package, reason=f"needs the Python package {package}")


def forward_features(network: Any, images: Any) -> Any:
    return network.forward_features(images)


def blocks(
    count: int, rows: int, columns: int, prefix: int = 0, path: str = "blocks.{}", form: str = "btc"
) -> dict[str, Output]:
    return {f"block{i}": Output(path.format(i), rows, columns, form, prefix) for i in range(count)}


def stages(side: int, paths: list[str], form: str = "bchw") -> dict[str, Output]:
    """Stages that halve the side, one after the other."""
    return {f"stage{i + 1}": Output(path, side >> i, side >> i, form) for i, path in enumerate(paths)}


# --- timm, with entries of the tests' own: its registry is made for that ---


def timm_family(
    name: str, kind: str, arguments: dict[str, Any], size: tuple[int, int], outputs: dict[str, Output], token: str
) -> Family:
    """A small network of one of timm's classes, `module.Class`, under the name `topostream_NAME`."""
    entry = "topostream_" + name.replace("-", "_")

    def make() -> Any:
        import timm

        module, _, class_name = kind.partition(".")
        if not timm.is_model(entry):
            register(entry, module, class_name, arguments)
        return timm.create_model(entry, num_classes=0)

    return Family(name, ("timm",), make, lambda _: f"timm:{entry}", size, outputs, token, run=forward_features)


def register(entry: str, module: str, class_name: str, arguments: dict[str, Any]) -> None:
    import importlib
    import sys

    from timm.models import build_model_with_cfg, generate_default_cfgs, register_model

    library = importlib.import_module(f"timm.models.{module}")
    here = sys.modules[__name__]
    size = arguments.get("img_size", (64, 64))
    settings = {
        "input_size": (3, *size) if isinstance(size, tuple) else (3, size, size),
        "mean": IMAGENET[0],
        "std": IMAGENET[1],
        "classifier": "head",
        "fixed_input_size": "img_size" in arguments,
    }

    def create(pretrained: bool = False, **named: Any) -> Any:
        return build_model_with_cfg(getattr(library, class_name), entry, pretrained, **{**arguments, **named})

    create.__name__ = entry
    create.__module__ = __name__
    here.default_cfgs = {**getattr(here, "default_cfgs", {}), **generate_default_cfgs({entry: settings})}
    register_model(create)


VIT = {"img_size": (64, 64), "patch_size": 16, "embed_dim": 48, "depth": 2, "num_heads": 3}

TIMM = [
    timm_family("class-token", "vision_transformer.VisionTransformer", VIT, (64, 64), blocks(2, 4, 4, 1), "cls"),
    timm_family(
        "registers",
        "vision_transformer.VisionTransformer",
        {**VIT, "reg_tokens": 4, "init_values": 1e-5},
        (64, 64),
        blocks(2, 4, 4, 5),
        "cls",
    ),
    timm_family(
        "registers-alone",
        "vision_transformer.VisionTransformer",
        {**VIT, "class_token": False, "reg_tokens": 2, "global_pool": "avg"},
        (64, 64),
        blocks(2, 4, 4, 2),
        "mean",
    ),
    timm_family(
        "no-class-token",
        "vision_transformer.VisionTransformer",
        {**VIT, "class_token": False, "global_pool": "avg"},
        (64, 64),
        blocks(2, 4, 4),
        "mean",
    ),
    timm_family("two-class-tokens", "deit.VisionTransformerDistilled", VIT, (64, 64), blocks(2, 4, 4, 2), "cls"),
    timm_family(
        "rectangle",
        "vision_transformer.VisionTransformer",
        {**VIT, "img_size": (48, 144)},
        (48, 144),
        blocks(2, 3, 9, 1),
        "cls",
    ),
    timm_family(
        "sam-windows",
        "vision_transformer_sam.VisionTransformerSAM",
        {**VIT, "img_size": (80, 80), "window_size": 2, "global_attn_indexes": (1,), "use_rel_pos": True},
        (80, 80),
        blocks(2, 5, 5, form="bhwc"),
        "mean",
    ),
    timm_family(
        "swin",
        "swin_transformer.SwinTransformer",
        {
            "img_size": (64, 64),
            "patch_size": 4,
            "embed_dim": 24,
            "depths": (2, 2),
            "num_heads": (2, 4),
            "window_size": 4,
        },
        (64, 64),
        stages(16, ["layers.0", "layers.1"], "bhwc"),
        "mean",
    ),
    timm_family(
        "convnext",
        "convnext.ConvNeXt",
        {"depths": (1, 1, 1, 1), "dims": (8, 12, 20, 40)},
        (64, 64),
        stages(16, [f"stages.{i}" for i in range(4)]),
        "mean",
    ),
]


# --- torchvision ---


def torchvision_network(name: str, **arguments: Any) -> Callable[[], Any]:
    def make() -> Any:
        import torchvision

        return torchvision.models.get_model(name, weights=None, **arguments)

    return make


TORCHVISION = [
    Family(
        "torchvision-resnet",
        ("torchvision",),
        torchvision_network("resnet18"),
        lambda _: "torchvision:resnet18",
        (64, 64),
        stages(16, [f"layer{i}" for i in (1, 2, 3, 4)]),
        "mean",
    ),
    Family(
        "torchvision-vit",
        ("torchvision",),
        torchvision_network("vit_b_32", image_size=64),
        lambda _: "torchvision:vit_b_32",
        (64, 64),
        {f"block{i}": Output(f"encoder.layers.encoder_layer_{i}", 2, 2, "btc", 1) for i in (0, 5)},
        "cls",
    ),
]


# --- transformers, by a folder with a configuration ---

HUGGING = {
    "hidden_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 96,
    "patch_size": 16,
    "image_size": 64,
}


def transformers_family(
    name: str,
    config: str,
    arguments: dict[str, Any],
    outputs: dict[str, Output],
    token: str,
    part: str = "",
    **named: Any,
) -> Family:
    def configuration() -> Any:
        import transformers

        return getattr(transformers, config)(**arguments)

    def make() -> Any:
        import transformers

        model = transformers.AutoModel.from_config(configuration())
        return model.get_submodule(part)

    def spec(folder: Path) -> str:
        configuration().save_pretrained(folder)
        settings = {"image_mean": HALF[0], "image_std": HALF[1]}
        (folder / "preprocessor_config.json").write_text(json.dumps(settings))
        return f"transformers:{folder}"

    size = arguments.get("image_size", 64)
    return Family(f"transformers-{name}", ("transformers",), make, spec, (size, size), outputs, token, HALF, **named)


def unmasked(network: Any, images: Any) -> Any:
    """MAE with nothing masked, and noise that puts the patches in their own order."""
    import torch

    network.config.mask_ratio = 0.0
    return network(images, noise=torch.arange(16.0).expand(len(images), 16))


TRANSFORMERS = [
    transformers_family("clip", "CLIPVisionConfig", HUGGING, blocks(2, 4, 4, 1, "encoder.layers.{}"), "cls"),
    transformers_family(
        "dinov2",
        "Dinov2Config",
        {**HUGGING, "patch_size": 14, "image_size": 70, "mlp_ratio": 2},
        blocks(2, 5, 5, 1, "encoder.layer.{}"),
        "cls",
    ),
    transformers_family(
        "dinov2-registers",
        "Dinov2WithRegistersConfig",
        {**HUGGING, "patch_size": 14, "image_size": 70, "mlp_ratio": 2, "num_register_tokens": 4},
        blocks(2, 5, 5, 5, "encoder.layer.{}"),
        "cls",
    ),
    transformers_family(
        "sam",
        "SamVisionConfig",
        {
            **HUGGING,
            "image_size": 80,
            "mlp_dim": 96,
            "window_size": 2,
            "global_attn_indexes": [1],
            "output_channels": 16,
        },
        blocks(2, 5, 5, path="layers.{}", form="bhwc"),
        "mean",
        part="vision_encoder",
    ),
    transformers_family("mae", "ViTMAEConfig", HUGGING, blocks(2, 4, 4, 1, "layers.{}"), "cls", run=unmasked),
    transformers_family("vit", "ViTConfig", HUGGING, blocks(2, 4, 4, 1, "layers.{}"), "cls"),
    transformers_family(
        "swin",
        "SwinConfig",
        {"image_size": 64, "patch_size": 4, "embed_dim": 24, "depths": [2, 2], "num_heads": [2, 4], "window_size": 4},
        # This library's stages end with the downsampling: their outputs are the next stage's inputs.
        {"stage1": Output("encoder.layers.0", 8, 8), "stage2": Output("encoder.layers.1", 8, 8)},
        "mean",
    ),
]


# --- open_clip ---


def open_clip_network() -> Any:
    import open_clip

    return open_clip.create_model("topostream-tiny").visual


def open_clip_spec(folder: Path) -> str:
    import open_clip

    folder.mkdir(exist_ok=True)
    text = {"context_length": 8, "vocab_size": 64, "width": 32, "heads": 2, "layers": 1}
    vision = {"image_size": 64, "layers": 2, "width": 64, "head_width": 32, "patch_size": 16}
    (folder / "topostream-tiny.json").write_text(json.dumps({"embed_dim": 32, "vision_cfg": vision, "text_cfg": text}))
    open_clip.add_model_config(folder)
    return "open_clip:topostream-tiny"


OPEN_CLIP = [
    Family(
        "open-clip",
        ("open_clip",),
        open_clip_network,
        open_clip_spec,
        (64, 64),
        blocks(2, 4, 4, 1, "transformer.resblocks.{}"),
        "cls",
        OPENAI,
        state=lambda network: {f"visual.{name}": value for name, value in network.state_dict().items()},
    )
]

ALL = [*TIMM, *TORCHVISION, *TRANSFORMERS, *OPEN_CLIP]
