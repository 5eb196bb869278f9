"""`timm:NAME`, any image model of timm by its name and tag."""

import sys

import torch
from torch import nn

from topostream_backbones import weights
from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import Network, Request, package, pair


def load(request: Request) -> Network:
    timm = package("timm", "timm")
    if not timm.is_model(request.name):
        near = ", ".join(timm.list_models(f"*{request.name.partition('.')[0]}*")[:5]) or "timm.list_models() has them"
        raise ExportError(f"timm: expected the name of a model, got '{request.name}'; near: {near}")
    module = built(timm, request)
    if hasattr(module, "unroll"):  # Hiera
        raise ExportError(f"timm:{request.name}: its layers keep tokens in an order of their own, not row by row")
    if request.weights:
        load_file(module, request)
    native = pair(module.pretrained_cfg["input_size"])
    height, width = request.image_size or native
    if (height, width) != native:
        resize(module, height, width)
    return Network(
        module,
        height,
        width,
        module.pretrained_cfg["mean"],
        module.pretrained_cfg["std"],
        ("torch", "timm"),
        call=lambda module, images: module.forward_features(images),
        prefix=getattr(module, "num_prefix_tokens", None),
        class_token=getattr(module, "has_class_token", True),
        licence=module.pretrained_cfg.get("license"),
        notes=notes(module, request.name),
    )


def notes(module: nn.Module, name: str) -> tuple[str, ...]:
    """timm's remarks on the weights; the variants with QuickGELU inherit the advice to use them."""
    return () if "quickgelu" in name else tuple(module.pretrained_cfg.get("notes") or ())


def built(timm, request: Request) -> nn.Module:
    """Without its classifier, at its own image size unless only its constructor can set another."""
    arguments = {}
    model = timm.create_model(request.name, pretrained=request.pretrained, num_classes=0)
    if request.image_size and fixed_size(model):
        arguments["img_size"] = request.image_size
        torch.manual_seed(request.random_seed or 0)
        model = timm.create_model(request.name, pretrained=request.pretrained, num_classes=0, **arguments)
    return model


def fixed_size(module: nn.Module) -> bool:
    return (
        bool(module.pretrained_cfg.get("fixed_input_size"))
        and not hasattr(module, "set_input_size")
        and not is_sam(module)
    )


def is_sam(module: nn.Module) -> bool:
    return type(module).__name__ == "VisionTransformerSAM"


def load_file(module: nn.Module, request: Request) -> None:
    state = weights.read(request)
    # timm renames what the authors' own checkpoints call otherwise; each model file has a function for its family.
    rename = getattr(sys.modules[type(module).__module__], "checkpoint_filter_fn", None)
    if rename:
        state = rename(state, module)
    classifier = module.pretrained_cfg.get("classifier") or ()
    names = (classifier,) if isinstance(classifier, str) else tuple(classifier)
    weights.load(module, state, request.weights, tuple(f"{name}.*" for name in names))


def resize(module: nn.Module, height: int, width: int) -> None:
    """Sets another image size, interpolating positional embeddings."""
    if is_sam(module):
        resize_sam(module, height, width)
    elif hasattr(module, "set_input_size"):
        module.set_input_size(img_size=(height, width))


def resize_sam(module: nn.Module, height: int, width: int) -> None:
    """SAM's absolute positions; the relative ones of its attention adapt by themselves."""
    layers = package("timm.layers", "timm")
    module.patch_embed.set_input_size(img_size=(height, width))
    positions = layers.resample_abs_pos_embed_nhwc(module.pos_embed, list(module.patch_embed.grid_size))
    module.pos_embed = nn.Parameter(positions, requires_grad=False)
