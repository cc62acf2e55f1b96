"""Which classes of CIFAR-10 and CIFAR-100 ImageNet has too.

Read off the public class names: those of the data sets (https://www.cs.toronto.edu/~kriz/cifar.html) and the 1000 of
ILSVRC 2012 as torchvision names them. A class counts as shared when one of the 1000 is the class itself or a kind of
it; that one stands here as the witness. Kinds are meant as WordNet has them, so that a killer whale is a dolphin and
a coho no trout. What is only alike does not count: the mouse of ImageNet belongs to a computer, the acorn is no oak.
"""

from __future__ import annotations

from collections.abc import Mapping

CIFAR10 = {
    "airplane": "airliner",
    "automobile": "sports car",
    "bird": "robin",
    "cat": "tabby",
    "deer": "",
    "dog": "beagle",
    "frog": "bullfrog",
    "horse": "sorrel",
    "ship": "container ship",
    "truck": "garbage truck",
}
"""Class to a class of ImageNet that is one; empty: there is none."""

CIFAR100 = {
    "apple": "Granny Smith", "aquarium_fish": "goldfish", "baby": "", "bear": "brown bear", "beaver": "beaver",
    "bed": "four-poster", "bee": "bee", "beetle": "ground beetle", "bicycle": "mountain bike",
    "bottle": "wine bottle", "bowl": "soup bowl", "boy": "", "bridge": "suspension bridge", "bus": "school bus",
    "butterfly": "monarch", "camel": "Arabian camel", "can": "milk can", "castle": "castle", "caterpillar": "",
    "cattle": "ox", "chair": "folding chair", "chimpanzee": "chimpanzee", "clock": "wall clock", "cloud": "",
    "cockroach": "cockroach", "couch": "studio couch", "crab": "Dungeness crab", "crocodile": "African crocodile",
    "cup": "cup", "dinosaur": "triceratops", "dolphin": "killer whale", "elephant": "Indian elephant",
    "flatfish": "", "forest": "", "fox": "red fox", "girl": "", "hamster": "hamster", "house": "",
    "kangaroo": "wallaby", "keyboard": "computer keyboard", "lamp": "table lamp", "lawn_mower": "lawn mower",
    "leopard": "leopard", "lion": "lion", "lizard": "green lizard", "lobster": "American lobster", "man": "",
    "maple_tree": "", "motorcycle": "moped", "mountain": "alp", "mouse": "", "mushroom": "mushroom", "oak_tree": "",
    "orange": "orange", "orchid": "yellow lady's slipper", "otter": "otter", "palm_tree": "", "pear": "",
    "pickup_truck": "pickup", "pine_tree": "", "plain": "", "plate": "plate", "poppy": "", "porcupine": "porcupine",
    "possum": "", "rabbit": "wood rabbit", "raccoon": "", "ray": "stingray", "road": "", "rocket": "missile",
    "rose": "", "sea": "", "seal": "sea lion", "shark": "tiger shark", "shrew": "", "skunk": "skunk",
    "skyscraper": "", "snail": "snail", "snake": "king snake", "spider": "garden spider",
    "squirrel": "fox squirrel", "streetcar": "streetcar", "sunflower": "", "sweet_pepper": "bell pepper",
    "table": "dining table", "tank": "tank", "telephone": "dial telephone", "television": "television",
    "tiger": "tiger", "tractor": "tractor", "train": "bullet train", "trout": "", "tulip": "",
    "turtle": "box turtle", "wardrobe": "wardrobe", "whale": "grey whale", "willow_tree": "", "wolf": "timber wolf",
    "woman": "", "worm": "flatworm",
}  # fmt: skip
"""Likewise."""

_TABLES: Mapping[str, Mapping[str, str]] = {"CIFAR10": CIFAR10, "CIFAR100": CIFAR100}


def imagenet_witnesses(dataset: str) -> Mapping[str, str] | None:
    """Return by class of a data set the class of ImageNet that is one (empty: none); None for unknown data sets."""
    return _TABLES.get(dataset.upper().replace("-", "").removesuffix("SAMPLE"))
