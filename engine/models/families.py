"""What must be known of each network beyond its name: torchvision's, family by family, and some of timm's.

Costs are what torchvision documents with its ImageNet weights, brought to images of 224 pixels where those were
counted at another size; for timm's networks they are counted from the layers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Costs = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Backbone:
    """What must be known of a network beyond its name.

    Attributes
    ----------
    head : str
        Name of the layer that gives the class scores; its parameters alone depend on the number of classes.
    small_stem : bool
        Whether the stem can be exchanged for one that keeps the resolution of small pictures (ResNets).
    smallest, largest : int
        Edges in pixels of the square pictures the network accepts.
    patch : int
        The edge must be a multiple of it, and the network is built for that one edge, because it holds an embedding
        of each place; 0: any edge will do, from picture to picture.
    gigamacs : float
        10^9 multiply-adds of one image of 224 pixels.
    megaparameters : float
        10^6 parameters, with a head of 1000 classes.
    """

    head: str
    small_stem: bool = False
    smallest: int = 8
    largest: int = 4096
    patch: int = 0
    gigamacs: float = 4.1
    megaparameters: float = 25.6


def _family(common: Backbone, costs: Costs) -> dict[str, Backbone]:
    return {
        name: replace(common, gigamacs=gigamacs, megaparameters=megaparameters)
        for name, (gigamacs, megaparameters) in costs.items()
    }


_RESNETS: Costs = {
    "resnet18": (1.81, 11.7),
    "resnet34": (3.66, 21.8),
    "resnet50": (4.09, 25.6),
    "resnet101": (7.80, 44.5),
    "resnet152": (11.51, 60.2),
    "resnext50_32x4d": (4.23, 25.0),
    "resnext101_32x8d": (16.41, 88.8),
    "resnext101_64x4d": (15.46, 83.5),
    "wide_resnet50_2": (11.40, 68.9),
    "wide_resnet101_2": (22.75, 126.9),
}
_VGGS: Costs = {
    "vgg11": (7.61, 132.9),
    "vgg11_bn": (7.61, 132.9),
    "vgg13": (11.31, 133.0),
    "vgg13_bn": (11.31, 133.1),
    "vgg16": (15.47, 138.4),
    "vgg16_bn": (15.47, 138.4),
    "vgg19": (19.63, 143.7),
    "vgg19_bn": (19.63, 143.7),
}
_DENSENETS: Costs = {
    "densenet121": (2.83, 7.98),
    "densenet161": (7.73, 28.7),
    "densenet169": (3.36, 14.1),
    "densenet201": (4.29, 20.0),
}
_MOBILENETS_3: Costs = {"mobilenet_v3_small": (0.057, 2.54), "mobilenet_v3_large": (0.217, 5.48)}
_SHUFFLENETS: Costs = {
    "shufflenet_v2_x0_5": (0.040, 1.37),
    "shufflenet_v2_x1_0": (0.145, 2.28),
    "shufflenet_v2_x1_5": (0.296, 3.50),
    "shufflenet_v2_x2_0": (0.583, 7.39),
}
_EFFICIENTNETS: Costs = {
    "efficientnet_b0": (0.386, 5.29),
    "efficientnet_b1": (0.598, 7.79),
    "efficientnet_b2": (0.658, 9.11),
    "efficientnet_b3": (1.02, 12.2),
    "efficientnet_b4": (1.53, 19.3),
    "efficientnet_b5": (2.48, 30.4),
    "efficientnet_b6": (3.43, 43.0),
    "efficientnet_b7": (5.26, 66.3),
}
_EFFICIENTNETS_2: Costs = {
    "efficientnet_v2_s": (2.85, 21.5),
    "efficientnet_v2_m": (5.35, 54.1),
    "efficientnet_v2_l": (12.2, 118.5),
}
_MNASNETS: Costs = {
    "mnasnet0_5": (0.104, 2.22),
    "mnasnet0_75": (0.215, 3.17),
    "mnasnet1_0": (0.314, 4.38),
    "mnasnet1_3": (0.526, 6.28),
}
_REGNETS: Costs = {
    "regnet_x_400mf": (0.414, 5.50),
    "regnet_x_800mf": (0.800, 7.26),
    "regnet_x_1_6gf": (1.60, 9.19),
    "regnet_x_3_2gf": (3.18, 15.3),
    "regnet_x_8gf": (8.00, 39.6),
    "regnet_x_16gf": (15.9, 54.3),
    "regnet_x_32gf": (31.7, 107.8),
    "regnet_y_400mf": (0.402, 4.34),
    "regnet_y_800mf": (0.834, 6.43),
    "regnet_y_1_6gf": (1.61, 11.2),
    "regnet_y_3_2gf": (3.18, 19.4),
    "regnet_y_8gf": (8.47, 39.4),
    "regnet_y_16gf": (15.9, 83.6),
    "regnet_y_32gf": (32.3, 145.0),
    "regnet_y_128gf": (127.5, 644.8),
}
_CONVNEXTS: Costs = {
    "convnext_tiny": (4.46, 28.6),
    "convnext_small": (8.68, 50.2),
    "convnext_base": (15.4, 88.6),
    "convnext_large": (34.4, 197.8),
}
_SWINS: Costs = {
    "swin_t": (4.49, 28.3),
    "swin_s": (8.74, 49.6),
    "swin_b": (15.4, 87.8),
    "swin_v2_t": (4.55, 28.4),
    "swin_v2_s": (8.84, 49.7),
    "swin_v2_b": (15.6, 87.9),
}
_VITS_16: Costs = {"vit_b_16": (17.56, 86.6), "vit_l_16": (61.6, 304.3)}
_VITS_32: Costs = {"vit_b_32": (4.41, 88.2), "vit_l_32": (15.4, 306.5)}

TORCHVISION: dict[str, Backbone] = {
    **_family(Backbone(head="fc", small_stem=True), _RESNETS),
    "alexnet": Backbone(head="classifier.6", smallest=63, gigamacs=0.714, megaparameters=61.1),
    **_family(Backbone(head="classifier.6", smallest=32), _VGGS),
    "squeezenet1_0": Backbone(head="classifier.1", smallest=21, gigamacs=0.819, megaparameters=1.25),
    "squeezenet1_1": Backbone(head="classifier.1", smallest=17, gigamacs=0.349, megaparameters=1.24),
    "googlenet": Backbone(head="fc", smallest=15, gigamacs=1.50, megaparameters=6.62),
    "inception_v3": Backbone(head="fc", smallest=75, gigamacs=3.21, megaparameters=27.2),
    **_family(Backbone(head="classifier", smallest=29), _DENSENETS),
    "mobilenet_v2": Backbone(head="classifier.1", gigamacs=0.301, megaparameters=3.50),
    **_family(Backbone(head="classifier.3"), _MOBILENETS_3),
    **_family(Backbone(head="fc"), _SHUFFLENETS),
    **_family(Backbone(head="classifier.1"), _MNASNETS),
    **_family(Backbone(head="classifier.1"), _EFFICIENTNETS),
    **_family(Backbone(head="classifier.1", smallest=33), _EFFICIENTNETS_2),
    **_family(Backbone(head="fc"), _REGNETS),
    **_family(Backbone(head="classifier.2", smallest=32), _CONVNEXTS),
    **_family(Backbone(head="head"), _SWINS),
    "maxvit_t": Backbone(head="classifier.5", smallest=224, largest=224, gigamacs=5.56, megaparameters=30.9),
    **_family(Backbone(head="heads.head", smallest=16, patch=16), _VITS_16),
    **_family(Backbone(head="heads.head", smallest=32, patch=32), _VITS_32),
    "vit_h_14": Backbone(head="heads.head", smallest=14, patch=14, gigamacs=167.3, megaparameters=632.0),
}
"""Every classification network of torchvision: name -> description."""

_TRANSFORMERS: Costs = {
    "timm:deit_tiny_patch16_224": (1.25, 5.72),
    "timm:deit_small_patch16_224": (4.60, 22.1),
    "timm:deit_base_patch16_224": (17.5, 86.6),
    "timm:vit_tiny_patch16_224": (1.25, 5.72),
    "timm:vit_small_patch16_224": (4.60, 22.1),
    "timm:vit_base_patch16_224": (17.5, 86.6),
}
TIMM: dict[str, Backbone] = _family(Backbone(head="head", smallest=16, patch=16), _TRANSFORMERS)
"""The networks of timm that later papers on formula-driven supervised learning use; any other is taken by its name."""
