"""`transformers:NAME`, a vision model of Hugging Face by its name or folder, or by the name of its configuration.

`transformers:Dinov2Config` is the class's default configuration: what random weights and weight files need without a
download.
"""

import inspect
from typing import Any

import torch
from torch import Tensor, nn

from topostream_backbones import weights
from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import IMAGENET_DEVIATION, IMAGENET_MEAN, Network, Request, package, pair

#: Where models of images and texts keep the half that sees.
VISION_PARTS = ("vision_model", "vision_encoder", "vision_tower")


def load(request: Request) -> Network:
    transformers = package("transformers", "transformers")
    config = configuration(transformers, request)
    if request.pretrained:
        model = transformers.AutoModel.from_pretrained(request.name, dtype=torch.float32)
    else:
        model = transformers.AutoModel.from_config(config, dtype=torch.float32)
    module = vision_part(model)
    if request.weights:
        weights.load(module, weights.read(request), request.weights)
    native = pair(getattr(module.config, "image_size", None) or 224)
    height, width = request.image_size or native
    adapt(module, height, width)
    return Network(
        module,
        height,
        width,
        *normalisation(transformers, request),
        ("torch", "transformers"),
        call=caller(module, (height, width) != native),
    )


def configuration(transformers: Any, request: Request) -> Any:
    if hasattr(transformers, request.name) and request.name.endswith("Config"):
        if request.pretrained:
            raise ExportError(
                f"transformers:{request.name}: a configuration has no pretrained weights; expected a model's name, "
                "--random-weights SEED or --weights FILE"
            )
        return getattr(transformers, request.name)()
    try:
        return transformers.AutoConfig.from_pretrained(request.name)
    except OSError as error:
        raise ExportError(
            f"transformers:{request.name}: expected a model's name, a folder, or a class of configuration such as "
            f"Dinov2Config, got: {str(error).splitlines()[0]}"
        ) from error


def vision_part(model: nn.Module) -> nn.Module:
    for name in VISION_PARTS:
        if isinstance(getattr(model, name, None), nn.Module):
            return vision_part(getattr(model, name))
    return model


def normalisation(transformers: Any, request: Request) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The model's own mean and standard deviation; ImageNet's where it is a mere configuration."""
    if hasattr(transformers, request.name) or (request.mean and request.deviation):
        return IMAGENET_MEAN, IMAGENET_DEVIATION
    try:
        settings, _ = transformers.ImageProcessingMixin.get_image_processor_dict(request.name)
        return tuple(settings["image_mean"]), tuple(settings["image_std"])
    except (OSError, KeyError) as error:
        raise ExportError(
            f"transformers:{request.name}: expected image_mean and image_std in preprocessor_config.json, got none; "
            "say them: --mean R,G,B --std R,G,B"
        ) from error


def caller(module: nn.Module, other_size: bool) -> Any:
    interpolates = "interpolate_pos_encoding" in inspect.signature(module.forward).parameters
    arguments = {"interpolate_pos_encoding": True} if other_size and interpolates else {}
    return lambda module, images: module(pixel_values=images, **arguments)


def adapt(module: nn.Module, height: int, width: int) -> None:
    """What the families need before they can be exported, or take another image size."""
    for part in list(module.modules()):
        if hasattr(part, "interpolate_pos_encoding"):
            freeze_positions(part)
        if hasattr(part, "random_masking"):
            part.random_masking = keep_every_patch
    if type(module).__name__ == "SamVisionEncoder":
        resize_sam(module, height, width)


def keep_every_patch(patches: Tensor, noise: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """MAE's masking when nothing is masked, and so nothing shuffled: the patches, the mask, the order."""
    batch, count = patches.shape[:2]
    return patches, patches.new_zeros(batch, count), torch.arange(count).expand(batch, count)


def freeze_positions(part: nn.Module) -> None:
    """Interpolates positions on the first run only: afterwards they are a constant of the exported network."""
    interpolate = part.interpolate_pos_encoding

    def frozen(*arguments: Any, **named: Any) -> Tensor:
        if not hasattr(part, "frozen_positions"):
            part.register_buffer("frozen_positions", interpolate(*arguments, **named).detach().clone())
        return part.frozen_positions

    part.interpolate_pos_encoding = frozen


def resize_sam(module: nn.Module, height: int, width: int) -> None:
    """SAM's absolute positions; the relative ones of its attention adapt by themselves."""
    module.patch_embed.image_size = (height, width)
    if module.pos_embed is None:
        return
    patch = pair(module.config.patch_size)
    grid = (height // patch[0], width // patch[1])
    if tuple(module.pos_embed.shape[1:3]) != grid:
        positions = module.pos_embed.detach().permute(0, 3, 1, 2)
        positions = nn.functional.interpolate(positions, grid, mode="bicubic", antialias=True, align_corners=False)
        module.pos_embed = nn.Parameter(positions.permute(0, 2, 3, 1).contiguous(), requires_grad=False)
