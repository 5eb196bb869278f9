"""`open_clip:ARCHITECTURE/WEIGHTS`, the image tower of a CLIP model, such as `ViT-B-16/laion2b_s34b_b88k`."""

from topostream_backbones import weights
from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import Network, Request, package, pair


def load(request: Request) -> Network:
    open_clip = package("open_clip", "open_clip_torch")
    architecture, _, tag = request.name.partition("/")
    if architecture not in open_clip.list_models():
        raise ExportError(f"open_clip: expected an architecture of open_clip.list_models(), got '{architecture}'")
    tags = open_clip.list_pretrained_tags_by_model(architecture)
    if request.pretrained and tag not in tags:
        raise ExportError(f"open_clip:{architecture}/WEIGHTS: expected weights of {', '.join(tags)}, got '{tag}'")
    size = request.image_size
    model = open_clip.create_model(
        architecture, pretrained=tag if request.pretrained else None, force_image_size=size, pretrained_image=False
    )
    if request.weights:
        state = weights.read(request)
        open_clip.model.resize_pos_embed(state, model)
        # A checkpoint of the whole model holds the text tower as well.
        image_tower = {name: value for name, value in state.items() if name.startswith("visual.")}
        weights.load(
            model.visual,
            {name.removeprefix("visual."): value for name, value in (image_tower or state).items()},
            request.weights,
        )
    height, width = pair(model.visual.image_size)
    return Network(
        model.visual,
        height,
        width,
        tuple(model.visual.image_mean or open_clip.OPENAI_DATASET_MEAN),
        tuple(model.visual.image_std or open_clip.OPENAI_DATASET_STD),
        ("torch", "open_clip_torch"),
    )
