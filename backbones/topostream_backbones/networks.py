"""Well-known networks and the commands that export them: the six of FactorTopy's paper, and three of other kinds."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A network by its backbone's name.

    :param spec: `SOURCE:NAME` of the trained network.
    :param options: what else its command needs.
    :param note: what a user has to know first; may be empty.
    :param table_size: image size in the table of the README where the network's own takes too long there.
    """

    name: str
    title: str
    spec: str
    options: tuple[str, ...] = ()
    note: str = ""
    table_size: int | None = None

    def command(self) -> str:
        options = ("--name", self.name, *self.options, "--out", f"{self.name}/")
        return shlex.join(("python", "-m", "topostream_backbones", "export", self.spec, *options))


NETWORKS = (
    Known(
        "clip",
        "CLIP ViT-B/16 (OpenAI)",
        "timm:vit_base_patch16_clip_quickgelu_224.openai",
        note="the variant with QuickGELU: OpenAI's weights were trained with it",
    ),
    Known(
        "dinov2",
        "DINOv2 ViT-B/14",
        "timm:vit_base_patch14_dinov2.lvd142m",
        ("--image-size", "224"),
        note="its own size, 518, takes 7 times as long; vit_base_patch14_reg4_dinov2.lvd142m has registers",
    ),
    Known(
        "sam",
        "SAM ViT-B/16",
        "timm:samvit_base_patch16.sa1b",
        note="its own size is 1024; --image-size 512 or 256 interpolates its positions and takes far less time",
        table_size=256,
    ),
    Known("mae", "MAE ViT-B/16", "timm:vit_base_patch16_224.mae"),
    Known("imagenet-vit", "ViT-B/16, supervised on ImageNet", "timm:vit_base_patch16_224.augreg_in1k"),
    Known(
        "moco-v3",
        "MoCo-v3 ViT-B/16",
        "timm:vit_base_patch16_224",
        (
            *("--weights", "vit-b-300ep.pth.tar", "--weights-prefix", "module.base_encoder."),
            *("--mean", "0.485,0.456,0.406", "--std", "0.229,0.224,0.225", "--licence", "CC-BY-NC-4.0"),
        ),
        note="the authors' file: https://dl.fbaipublicfiles.com/moco-v3/vit-b-300ep/vit-b-300ep.pth.tar",
    ),
    Known("resnet50", "ResNet-50", "timm:resnet50.a1_in1k"),
    Known("convnext", "ConvNeXt-B", "timm:convnext_base.fb_in22k_ft_in1k"),
    Known("swin", "Swin-B", "timm:swin_base_patch4_window7_224.ms_in22k_ft_in1k"),
)


def listing() -> str:
    """Every network with its command, for a reader who is about to copy one."""
    blocks = []
    for known in NETWORKS:
        note = f"  ({known.note})" if known.note else ""
        blocks.append(f"{known.title}{note}\n  {known.command()}")
    return "\n\n".join(blocks)
