"""`torchvision:NAME` or `torchvision:NAME.WEIGHTS`, such as `resnet50.IMAGENET1K_V2`."""

from typing import Any

from topostream_backbones import weights
from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import IMAGENET_DEVIATION, IMAGENET_MEAN, Network, Request, package

CLASSIFIERS = ("fc.*", "head.*", "heads.*", "classifier.*")


def load(request: Request) -> Network:
    models = package("torchvision", "torchvision").models
    name, _, tag = request.name.partition(".")
    try:
        choices = models.get_model_weights(name)
    except ValueError as error:
        raise ExportError(
            f"torchvision: expected one of {', '.join(models.list_models(models))}, got '{name}'"
        ) from error
    if tag and tag not in choices.__members__:
        raise ExportError(f"torchvision:{name}: expected weights of {', '.join(choices.__members__)}, got '{tag}'")
    chosen = choices[tag] if tag else choices.DEFAULT
    preset = chosen.transforms()
    height, width = request.image_size or (preset.crop_size[0], preset.crop_size[0])
    arguments: dict[str, Any] = {}
    if name.startswith("vit_"):
        if height != width:
            raise ExportError(f"torchvision:{name}: expected a square image, got {height} x {width} (height x width)")
        arguments["image_size"] = height
    elif name == "maxvit_t":
        arguments["input_size"] = (height, width)
    module = models.get_model(name, weights=None, **arguments)
    if request.weights or request.pretrained:
        state = weights.read(request) if request.weights else chosen.get_state_dict(progress=True)
        if name.startswith("vit_"):
            state = models.vision_transformer.interpolate_embeddings(height, module.patch_size, state)
        weights.load(module, state, request.weights or chosen.url, CLASSIFIERS)
    return Network(
        module,
        height,
        width,
        tuple(getattr(preset, "mean", IMAGENET_MEAN)),
        tuple(getattr(preset, "std", IMAGENET_DEVIATION)),
        ("torch", "torchvision"),
        licence="see torchvision's page of the weights" if request.pretrained else None,
    )
