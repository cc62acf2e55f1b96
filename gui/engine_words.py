"""What the engine says at the fields of the window, for other languages: its sentences know their patterns."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.sentences import Sentence, sentence_of

_CONTEXT = "EngineWords"

PATTERNS = (
    # engine.categories.catalogue
    QT_TRANSLATE_NOOP("EngineWords", "did you mean {0}?"),
    QT_TRANSLATE_NOOP("EngineWords", "known sets: {0};"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "There is no category set, file or folder {0}; {1} or give a folder of CSV files or {2}."
    ),
    # engine.categories.files
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} can hold one category, but {1} has {2}; name a folder (no extension) or a .npz or .json file.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "There is no file or folder {0}; give {1} or a folder of CSV files."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is no ordinary file; give {1} or a folder of CSV files."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} ends in {1}, which is no category format; give {2} or a folder."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds more than {1} characters; save them as a file and open that."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds no plain text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds {1}, which is neither flames, .ifs entries, JSON nor rows of a,b,c,d,e,f,p."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} ends in {1}, which is no category format; use {2} or no extension for a folder of CSV files.",
    ),
    # engine.experiments.feasibility
    QT_TRANSLATE_NOOP("EngineWords", "needs {0} GB of disk and {1} GB are free; make room for it"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "starts from random weights, and training.freeze keeps them: it shows what untrained layers do"
    ),
    QT_TRANSLATE_NOOP("EngineWords", "has {0} training images, fewer than a batch of {1}: an epoch is one step"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "needs {0} GB of memory, and there are {1} GB, whatever the batch; choose smaller images or another backbone",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} and needs {1} GB of memory, and there are {2} GB; give {3} or less"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} and {1} has {2} training images; give less"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} and {1} has {2} training images beside those held out; give that or less"),
    # engine.experiments.inputs
    QT_TRANSLATE_NOOP("EngineWords", "{0} has {1} categories and data.count asks for {2}; ask for less."),
    # engine.experiments.presets
    QT_TRANSLATE_NOOP("EngineWords", "{0}: notes is no table of sentences; give each dotted key, in quotes, a text."),
    QT_TRANSLATE_NOOP("EngineWords", "there are: {0}."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no preset {0}; {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "The preset {0} belongs to the program; give yours another name."),
    QT_TRANSLATE_NOOP("EngineWords", "There is a preset {0} already; give this one another name, or replace that one."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no preset {0} of yours in {1}; look at their names there."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot delete {0}: {1}. Close what uses it."),
    # engine.experiments.problems
    QT_TRANSLATE_NOOP("EngineWords", "a whole number"),
    QT_TRANSLATE_NOOP("EngineWords", "a number"),
    QT_TRANSLATE_NOOP("EngineWords", "true or false"),
    QT_TRANSLATE_NOOP("EngineWords", "a text"),
    QT_TRANSLATE_NOOP("EngineWords", "a list"),
    QT_TRANSLATE_NOOP("EngineWords", "a table of settings"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}; {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "is missing"),
    QT_TRANSLATE_NOOP("EngineWords", "has no kind; say which kind it is"),
    QT_TRANSLATE_NOOP("EngineWords", "has kind {0} (did you mean {1}?)"),
    QT_TRANSLATE_NOOP("EngineWords", "has kind {0}; give {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} (did you mean {1}?)"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}: {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "empty"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at most {1} characters"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give {1} or more characters"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give {1} or more entries"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} to {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "more than {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} or more"),
    QT_TRANSLATE_NOOP("EngineWords", "less than {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "up to {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting (did you mean {0}?)"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting (known here: {0})"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting"),
    # engine.experiments.sections
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give one to a hundred printable characters"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "and validation: the run asks for {0} images a category and render gives {1}; ask for less, or raise "
        "render.counts",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "and train_limit are both given; keep one of them"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} ({1})"),
    QT_TRANSLATE_NOOP("EngineWords", "is small, and {0} has no small stem; give imagenet, or a ResNet"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "has a seed of its own; the seed at the top of the specification rules, leave this one out"
    ),
    QT_TRANSLATE_NOOP("EngineWords", "does not fit: {0} {1}; change it"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}, and {1} has no stochastic depth; leave it out"),
    QT_TRANSLATE_NOOP("EngineWords", "give none, backbone, or one of {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}, and {1} has no such stage; {2}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; pre-training starts from nothing, give none"),
    # engine.experiments.sources
    QT_TRANSLATE_NOOP("EngineWords", "There is no run {0} in {1}; choose one that `main.py runs` lists."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "The run {0} has no final weights yet; finish it with `main.py train --resume {0}`."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The run {0} trained {1} with stem {2}, which does not fit {3} with stem {4}; choose that network, "
        "or another run.",
    ),
    # engine.experiments.specification
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at least one letter or digit, it names a folder"),
    QT_TRANSLATE_NOOP("EngineWords", "names {0} twice; name each once"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not TOML: {1}. Correct that line."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read the specification {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not UTF-8 text; give a TOML file."),
    # engine.images.array_archive
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: its training and validation images have different shapes; save them as one."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has {1} without its {2}; add them."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} holds {1}; save its arrays as images and labels, or as train_images, train_labels, test_images "
        "and test_labels.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole NumPy archive ({1}); get or save it again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is {2} of shape {3}; save one whole number, or one name, an image."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: some labels are numbers and others text; save all of one kind."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: classes is {1} of shape {2}; save a list of names."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: label {1} for {2} classes; labels count from 0."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: the label {1} is not among its classes; add it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} images in {2} but {3} labels in {4}; save as many of both."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}: {1} is {2} of shape {3}; save bytes (uint8) of shape (N, H, W), (N, H, W, 1) or (N, H, W, 3).",
    ),
    # engine.images.dataset_images
    QT_TRANSLATE_NOOP("EngineWords", "{0}: there is no image in its files; get them again."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: label {1} for {2} classes; the label file belongs to another data set, get it again."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has {1} training images; hold out 0 to {2}, not {3}."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} has {1} training images beside the validation images; limit them to 1 to {1}, not {2}."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: {1} images but {2} labels; the files do not belong together, get both again."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "known: {0};"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "There is no data set {0}: {1} or put pictures into {2}/train/<class>/ and {2}/test/<class>/, or "
        "their arrays into {2}.npz.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}: images of shape {1} instead of {2}; the image file belongs to another data set, get it again.",
    ),
    # engine.images.datasets.description
    QT_TRANSLATE_NOOP("EngineWords", "{0} (plain or .gz)"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, or call main.py data {1} --download"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not complete: put {1} into the data folder {2}; get them from {3}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is gone; put it back, or get the data set again."),
    # engine.images.datasets.obtain
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} did not come with its published archives; get them from {2}."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} cannot be fetched from here: put {1} into the data folder {2}; get them from {3}."
    ),
    # engine.images.downloads
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write {0}: {1}. Choose a folder that you may write to, with free space."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} could not be fetched ({1}). Try again later, or get it by other means and put it at {2}."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "no address is known"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} needs {1} GB more, but {2} has {3} GB free; free some space or choose another data folder."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is no checksum; give md5: or sha256: and hex digits."),
    # engine.images.image_folder
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no picture; put PNG or JPEG files there or remove the folder."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} pictures of {1} x {1} pixels need more than {2} GiB of memory; choose a smaller size."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a picture that can be read; replace or remove it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has more than 8 bits a channel ({1}); save it as an 8-bit PNG or JPEG."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is damaged ({1}); replace or remove it."),
    # engine.images.unpacking
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole archive ({1}); delete it and get it again."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot unpack {0}: {1}. Is there room left?"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds {1} twice; get another copy of it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds more than {1} GB, which no data set does."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds none of the files that are wanted; get another copy of it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds the name {1}, which could lead out of its folder; it is not unpacked."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Unpacking {0} needs {1} GB or more, but {2} has {3} GB free; free some space or choose another data folder.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole archive ({1} is cut); delete it and get it again."),
    # engine.models.catalogue
    QT_TRANSLATE_NOOP("EngineWords", "choose one of {0}"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} needs the package timm, which is not installed; install it with `python3 installer/bootstrap.py "
        "run --extra timm`, or choose a network of torchvision.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "takes images of {0} pixels and would get {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "cuts images into patches of {0} pixels and would get {1}; give {2}"),
    # engine.models.imagenet
    QT_TRANSLATE_NOOP("EngineWords", "There are no ImageNet weights {0} of {1}; choose V1."),
    QT_TRANSLATE_NOOP("EngineWords", "No ImageNet weights of {0} are known here; choose a file, or another network."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "There are no ImageNet weights {0} of {1}: fetch them with `main.py weights {1}{2} --download`, or "
        "put {3} ({4}) into {5}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} ({1} bytes) is not the published file: its SHA-256 sum begins with {2} and its name says {3}; "
        "delete it and fetch it again.",
    ),
    # engine.models.tensor_index
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}; check the path, or put the file there."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is a web page, not weights: the address leads to a page that asks something first; open it in a "
        "browser and save the file it offers.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is a pointer of Git LFS, not the weights; fetch them with `git lfs pull`."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} ({1} bytes) cannot be read as weights, perhaps because a download broke off ({2}); fetch it "
        "again and compare its size with the publisher's.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} refers to code ({1}), which is never run from a weight file; ask its publisher for a plain "
        "state dictionary (model.state_dict()) or a .safetensors file.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "its index is cut off"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} bytes are announced"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no weights; give the file that the training wrote."),
    QT_TRANSLATE_NOOP("EngineWords", "its index is larger than any network's"),
    QT_TRANSLATE_NOOP("EngineWords", "its index is damaged: {0}"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is an archive, not a weight file (or was saved by a PyTorch before 0.1.10, in a form that "
        "cannot be read without running code); unpack it and give the .pth file within.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "it does not begin as a PyTorch file does"),
    # engine.models.weight_files
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}: put it into {1}, or give its whole path."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "There is no weight file {0}: get it from {1} (a page with links, to be opened in a browser) and put "
        "it into {2}, or give its whole path.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}; correct the path, or put the file there."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} with stem small"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is for {1}; choose that network, or another file."),
    # engine.sentences
    QT_TRANSLATE_NOOP("EngineWords", "{0}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} or {1}"),
    # engine.training.settings
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give two rising shares of the area, above 0 and up to 1"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give three numbers above zero"),
    QT_TRANSLATE_NOOP("EngineWords", "are {0}; give rising epoch numbers from 1 on"),
    QT_TRANSLATE_NOOP("EngineWords", "needs optimizer sgd with a momentum above zero"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at most the {1} epochs of the run"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at least image_size, {1}"),
    # gui.training.outlook
    QT_TRANSLATE_NOOP("EngineWords", "cannot be used: {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} and {1} has {2} categories; give that or less"),
    # gui.training.study_form
    QT_TRANSLATE_NOOP("EngineWords", "names {0}, which is no amount"),
    # notes of the presets
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: 0.1 is the default of the released code, 0.01 stands in the paper and is what its "
        "author advises (issue 7 of the repository).",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: the code crops 224 pixels from the stored 362, the paper speaks of 224 from 256.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "0.01 in the paper and in the released code."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: 3e-4 in the script, 5e-4 in the configuration. Both are for 512 images, and the "
        "code scales them to the batch: here 3e-4 for 64 images.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Sources disagree: 10 in the script, 5 in the configuration."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "300 in Nakashima et al.; the later code (Kataoka et al. 2022) trains on larger sets for 90."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "0.01 in the script is for 512 images; the code scales it to the batch: here for 96 images."
    ),
)
"""Every pattern of a sentence of the engine, and every note of the presets."""


def say(said: str | BaseException) -> str:
    """Return what the engine says, a sentence or an exception, in the language in force; others as they are."""
    sentence = sentence_of(said) if isinstance(said, BaseException) else said
    return sentence.said(_translated) if isinstance(sentence, Sentence) else sentence


def say_note(note: str) -> str:
    """Return a sentence of a preset for a field; those of the program's own presets in the language in force."""
    return _translated(note)


def _translated(pattern: str) -> str:
    return QCoreApplication.translate(_CONTEXT, pattern)
