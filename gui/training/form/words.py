"""What the settings of a study are called, in the terms of the field."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.render.settings import Style
from gui.training.form.editors import Wording


class FormWords(QObject):
    """The words of the form, in the language in force."""

    def training(self) -> dict[str, Wording]:
        """Return the words of `TrainingSettings`."""
        return self._schedule() | {
            "epochs": Wording(self.tr("Epochs"), self.tr("Passes over the training images")),
            "batch_size": Wording(self.tr("Batch size"), self.tr("Images a step"), step=16),
            "image_size": Wording(
                self.tr("Image size"),
                self.tr("Edge of what the network sees"),
                self.tr(" px"),
                step=8,
                none=self.tr("as stored"),
            ),
            "optimizer": Wording(self.tr("Optimiser"), choices={"sgd": "SGD", "adamw": "AdamW"}),
            "momentum": Wording(self.tr("Momentum"), self.tr("Of SGD")),
            "nesterov": Wording(self.tr("Nesterov"), self.tr("Nesterov's momentum, of SGD")),
            "weight_decay": Wording(self.tr("Weight decay"), self.tr("Pulls every weight towards zero")),
            "decay_all": Wording(
                self.tr("Decay all"), self.tr("Off: biases and parameters of normalisation do not decay")
            ),
            "clip_norm": Wording(self.tr("Clip gradients"), self.tr("Longest gradient allowed; 0: any")),
            "drop_path": Wording(
                self.tr("Stochastic depth"),
                self.tr("Share of the last block's branches left out in training"),
                none=self.tr("as built"),
            ),
            "label_smoothing": Wording(self.tr("Label smoothing"), self.tr("Share spread over all classes")),
            "precision": Wording(
                self.tr("Precision"),
                self.tr("Measured: the quicker of the two, measured once on this machine"),
                choices={"auto": self.tr("measured"), "float32": "float32", "bfloat16": self.tr("bfloat16 (mixed)")},
            ),
            "evaluate_every": Wording(
                self.tr("Validate every"), self.tr("Epochs between validations"), self.tr(" epochs")
            ),
            "freeze": Wording(
                self.tr("Freeze"), self.tr("Layers that stay as they are; all but the head: a linear probe")
            ),
        }

    def _schedule(self) -> dict[str, Wording]:
        return {
            "learning_rate": Wording(self.tr("Learning rate"), self.tr("The highest of the schedule")),
            "schedule": Wording(
                self.tr("Schedule"),
                self.tr("How the learning rate falls"),
                choices={
                    "cosine": self.tr("cosine to zero"),
                    "step": self.tr("steps at epochs"),
                    "constant": self.tr("constant"),
                },
            ),
            "milestones": Wording(
                self.tr("Steps at epochs"), self.tr("Rising epoch numbers, separated by commas"), none=self.tr("none")
            ),
            "gamma": Wording(self.tr("Factor a step"), self.tr("The learning rate is multiplied by this at each step")),
            "warmup_epochs": Wording(
                self.tr("Warm-up"), self.tr("Epochs over which the learning rate first climbs from zero")
            ),
        }

    def augmentation(self) -> dict[str, Wording]:
        """Return the words of `Augmentation`."""
        return {
            "resize": Wording(
                self.tr("Scale edge to"),
                self.tr("The shorter edge, before cropping"),
                self.tr(" px"),
                step=8,
                none=self.tr("not scaled"),
            ),
            "padding": Wording(self.tr("Padding"), self.tr("Black pixels added on every side"), self.tr(" px")),
            "random_crop": Wording(self.tr("Random crop"), self.tr("Off: the centre is cut out")),
            "horizontal_flip": Wording(self.tr("Random flip"), self.tr("Mirrors half of the images left to right")),
            "mean": Wording(self.tr("Mean"), self.tr("Subtracted from red, green and blue in 0 to 1")),
            "std": Wording(self.tr("Standard deviation"), self.tr("Divides red, green and blue")),
            "crop_scale": Wording(
                self.tr("Resized crop"),
                self.tr("Lowest and highest share of the area that is cut out and scaled, such as 0.08, 1"),
                none=self.tr("none"),
            ),
            "rand_augment": Wording(
                self.tr("RandAugment"),
                self.tr("Magnitude of two random changes, 0 to 10"),
                none=self.tr("none"),
            ),
            "random_erasing": Wording(
                self.tr("Random erasing"), self.tr("Share of the images of which a rectangle becomes noise")
            ),
            "mixup": Wording(self.tr("Mixup"), self.tr("Parameter of the beta distribution; 0: none")),
            "cutmix": Wording(self.tr("CutMix"), self.tr("Parameter of the beta distribution; 0: none")),
        }

    def fractals(self) -> dict[str, Wording]:
        """Return the words of `FractalData`."""
        return {
            "categories": Wording(self.tr("Set"), self.tr("A bundled or own set of categories, a file or a folder")),
            "count": Wording(
                self.tr("Categories"),
                self.tr("The first of the set"),
                none=self.tr("all"),
                step=10,
            ),
            "instances": Wording(self.tr("Images each"), self.tr("Training images a category"), step=10),
            "validation": Wording(self.tr("Held out each"), self.tr("Validation images a category")),
            "seed": Wording(self.tr("Seed of images"), self.tr("Of the choice of images a category")),
        }

    def render(self) -> dict[str, Wording]:
        """Return the words of `Render`."""
        return {
            "style": Wording(
                self.tr("Style"),
                choices={
                    Style.POINT_GRAY.value: self.tr("Points, gray"),
                    Style.POINT_COLOR.value: self.tr("Points, colour"),
                    Style.PATCH_GRAY.value: self.tr("Patches, gray"),
                    Style.PATCH_COLOR.value: self.tr("Patches, colour"),
                },
            ),
            "size": Wording(self.tr("Size"), "", self.tr(" px"), step=8),
            "points": Wording(self.tr("Points an image"), step=1000),
            "weight_step": Wording(
                self.tr("Weight step"),
                self.tr("Of the 25 variants of the weights, above 0 up to 0.5; none: the plain category"),
                none=self.tr("none"),
                empty="none",
            ),
            "counts": Wording(self.tr("Repetitions"), self.tr("Point sequences a variant")),
            "flips": Wording(self.tr("Mirror images"), self.tr("1, 2 or 4")),
            "protocol": Wording(
                self.tr("Points of"),
                self.tr("The quick orbits of this program, or the released generator's to the pixel"),
                choices={"fast": self.tr("this program"), "fractaldb": self.tr("the released code")},
            ),
            "seed": Wording(self.tr("Seed of points"), self.tr("Of the point sequences")),
        }

    def dataset(self) -> dict[str, Wording]:
        """Return the words of `DatasetData`."""
        return {
            "name": Wording(self.tr("Data set"), self.tr("A known data set, or a folder or .npz in the data folder")),
            "train_limit": Wording(
                self.tr("Training images"), self.tr("As many of every class as can be"), none=self.tr("all"), step=100,
            ),
            "train_fraction": Wording(
                self.tr("Share of them"), self.tr("Of every class, above 0 and below 1"), none=self.tr("all")
            ),
            "validation": Wording(
                self.tr("Held out"), self.tr("Training images to validate on"), step=100
            ),
            "size": Wording(
                self.tr("Picture size"),
                self.tr("Edge to which pictures of a folder are brought"),
                self.tr(" px"),
                step=8,
                none=self.tr("usual"),
            ),
            "seed": Wording(self.tr("Seed of the draw"), self.tr("Of the choice of images")),
        }  # fmt: skip

    def model(self) -> dict[str, Wording]:
        """Return the words of `Model`."""
        return {
            "stem": Wording(
                self.tr("Stem"),
                self.tr("Small images: ResNets only"),
                choices={
                    "imagenet": self.tr("ImageNet (stride 4)"),
                    "small": self.tr("Small images (stride 1)"),
                },
            ),
        }
