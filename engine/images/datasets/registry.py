"""Every data set known by name. Adding one is adding one entry (and a reader, where its layout is a new one).

Facts (names of files, addresses, MD5 sums, numbers of images) are those published by torchvision
(github.com/pytorch/vision) and by the data sets' own pages. Of the sets published without a test part, which
images are in it is `engine.images.sampling.fixed_test_part`'s doing.
"""

from __future__ import annotations

from engine.images.datasets.description import DatasetDescription
from engine.images.datasets.picture_sets import PICTURES
from engine.images.datasets.stored_sets import STORED

DATASETS: dict[str, DatasetDescription] = {description.name: description for description in (*STORED, *PICTURES)}
"""Every data set known by name; the first is bundled and always there."""
