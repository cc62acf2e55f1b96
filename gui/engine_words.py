"""What the engine says at the fields of the window, for other languages: its sentences know their patterns."""

from __future__ import annotations

import functools

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.sentences import Recogniser, Sentence, sentence_of

_CONTEXT = "EngineWords"

PATTERNS = (
    # engine.analysis.agreement
    QT_TRANSLATE_NOOP(
        "EngineWords", "Distances have shapes {0} and {1}; give two matrices of the same 3 classes or more."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} permutations were asked for; give 1 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "All distances between the classes are equal, so nothing can agree with them."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} and {1} share {2} classes by name; compare two that share 3 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "There are {0} and {1} rows; give the same {2} things or more in both."),
    QT_TRANSLATE_NOOP("EngineWords", "A value is not finite; leave out what has no finite features."),
    # engine.analysis.choices
    QT_TRANSLATE_NOOP("EngineWords", "There is no {0} {1!r}; choose one of {2}."),
    # engine.analysis.class_samples
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no class {1!r}; analyse it again."),
    QT_TRANSLATE_NOOP("EngineWords", "The images of {0} cannot be shown one by one; choose another source."),
    # engine.analysis.clustering
    QT_TRANSLATE_NOOP("EngineWords", "Distances have shape {0}; give a square matrix of 2 classes or more."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "Class number {0} has no distance to others in this measure; choose Euclidean, or leave it out."
    ),
    # engine.analysis.distances
    QT_TRANSLATE_NOOP(
        "EngineWords", "The Mahalanobis distance needs within-class variances; choose it for whole statistics."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The pictures of each class of {0} do not vary; the Mahalanobis distance needs two or "
        "more different ones of a class.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Unknown distance {0!r}; choose one of {1}."),
    # engine.analysis.extraction
    QT_TRANSLATE_NOOP("EngineWords", "The request in {0} names no network; analyse these pictures again."),
    QT_TRANSLATE_NOOP("EngineWords", "The network with the weights {0} gives values that are not finite; use others."),
    # engine.analysis.feature_folder
    QT_TRANSLATE_NOOP("EngineWords", "The features in {0} are not complete; analyse these pictures again."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write to {0}: {1}. Make room, or analyse fewer pictures."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "The features take {0:.1f} GB and {1} has {2:.1f} GB left; make room, or analyse fewer pictures."
    ),
    # engine.analysis.features
    QT_TRANSLATE_NOOP("EngineWords", "The features could not be computed: {0}"),
    # engine.analysis.findings
    QT_TRANSLATE_NOOP("EngineWords", "There are {0} classes but distances of {1}; give those of the set."),
    # engine.analysis.maps2d
    QT_TRANSLATE_NOOP("EngineWords", "A map needs 2 classes or more; choose more classes."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "A class has no finite value in this measure; choose Euclidean, or leave the class out."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Distances have shape {0}; give a square matrix."),
    # engine.analysis.request
    QT_TRANSLATE_NOOP("EngineWords", "{0} is {1}; give 1 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "The pictures of {0} have {1} pixels; leave the size out."),
    # engine.analysis.sampling
    QT_TRANSLATE_NOOP("EngineWords", "{0} pictures of each class were asked for; give 1 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no picture; choose classes and instances that exist."),
    # engine.analysis.separability
    QT_TRANSLATE_NOOP("EngineWords", "Distances have shape {0} but there are {1} classes; give a row a class."),
    QT_TRANSLATE_NOOP("EngineWords", "There are {0} pictures and {1} labels; give a label for each."),
    QT_TRANSLATE_NOOP("EngineWords", "Silhouettes compare classes; choose pictures of 2 classes or more."),
    # engine.analysis.side_by_side
    QT_TRANSLATE_NOOP("EngineWords", "{0} and {1} share {2} classes by name; compare two that share {3} or more."),
    # engine.analysis.source_files
    QT_TRANSLATE_NOOP("EngineWords", "There is no file or folder {0}; correct the path."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is nothing to analyse; give a folder with one folder of pictures a class (or train "
        "and test with them), a .npz of images and labels, or categories ({1} or a folder of CSV "
        "files).",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is damaged or no NumPy archive; give another file."),
    # engine.analysis.sources
    QT_TRANSLATE_NOOP("EngineWords", "{0} instances were asked for; these settings have 1 to {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no folder {0}; name a folder with one folder of pictures a class."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no folder; put the pictures of each class into a folder of its own."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has"),
    QT_TRANSLATE_NOOP("EngineWords", "classes"),
    QT_TRANSLATE_NOOP("EngineWords", "Class {0} of {1} has"),
    QT_TRANSLATE_NOOP("EngineWords", "pictures"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} {1:,} {2}, {3:,} were asked for; ask for 1 to {1:,}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a picture that can be read; replace or remove it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} cannot be read: {1}. Remove or replace it."),
    # engine.analysis.space
    QT_TRANSLATE_NOOP("EngineWords", "image_size is {0}; give 8 to 4096 pixels."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "The run {0} has no final weights yet; finish it with `main.py train --resume {0}`."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "The run {0} trained {1}, not {2}; leave backbone and stem of a run out."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0!r} is neither a run of {1} nor a weight file, scratch, imagenet or imagenet:V2. {2}"
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} does not say its network; name {1} as the backbone."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no stem {1}; use imagenet, or small with a ResNet."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no layer {1!r}; choose one of {2}."),
    # engine.analysis.spread
    QT_TRANSLATE_NOOP("EngineWords", "Unknown within-class deviation {0!r}; choose one of {1}."),
    # engine.analysis.statistics
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The deviation {0} of {1} needs its pictures a second time; analyse it with that "
        "deviation, or choose rms or mean.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not what the statistics are of; analyse it anew."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} changed between two readings; analyse it anew."),
    # engine.categories.catalogue
    QT_TRANSLATE_NOOP("EngineWords", "did you mean {0}?"),
    QT_TRANSLATE_NOOP("EngineWords", "known sets: {0};"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "There is no category set, file or folder {0}; {1} or give a folder of CSV files or {2}."
    ),
    # engine.categories.category_set
    QT_TRANSLATE_NOOP("EngineWords", "The category set {0} is empty; give it at least one category."),
    QT_TRANSLATE_NOOP("EngineWords", "A category is named {0!r}; use a name of printable characters."),
    QT_TRANSLATE_NOOP("EngineWords", "The category set {0} holds {1!r} {2} times; give each its own name."),
    QT_TRANSLATE_NOOP("EngineWords", "The category set {0} has no category {1!r}; it holds {2}, {3} to {4}."),
    QT_TRANSLATE_NOOP("EngineWords", "The category set {0} holds {1} categories; ask for 1 to {1}."),
    # engine.categories.chaos_format
    QT_TRANSLATE_NOOP("EngineWords", "{0}: colours and views are not kept; a category is maps and probabilities."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} nests elements deeper than any world; give another file."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: more than {1} maps; this program takes 1 to {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no iterator; give a world with at least one."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: its weights for the other iterators make maps depend on each other; set them to 1."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: the base weights must be positive; they sum to {1:g}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is not affine; only linear maps can be read."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: {1} needs an angle and a length for each axis and an offset of two numbers."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: it has no linear variation; only linear maps can be read."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, iterator {1}"),
    # engine.categories.csv_format
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is larger than {1:,} bytes, but a category has at most {2} rows of a,b,c,d,e,f,p; "
        "give one file a category.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no row; write one row of a,b,c,d,e,f,p for each map."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}, line {1}: more than {2} rows, but a row is one map of a category; give one file a category.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, line {1}"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}: {1} has 6 values instead of 7 (the probability of the map is missing); write "
        "a,b,c,d,e,f,p separated by commas.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: {1} is a row of {2} instead of 7 values; write a,b,c,d,e,f,p separated by commas."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: column {1}"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} holds no CSV file; put one file a category there (00000.csv, 00001.csv, ...), "
        "directly or in folders csv0, csv1, ...",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} already holds other categories ({1}.csv and {2} more); choose a new or empty folder."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        'The category name {0} cannot be a file name; rename it without < > : " / \\ | ? * or a dot at either end.',
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Two categories of {0} have names that differ only in case; rename one."),
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
    # engine.categories.flame_format
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no <flame>; give a flame file."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is taken or cannot be printed; it is now {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, flame {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: it has two final transforms; keep one."),
    QT_TRANSLATE_NOOP("EngineWords", "final transform"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: it has an <xaos>, so maps depend on each other; remove it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: it has no <xform>; give at least one map."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: its weights sum to {1:g}; give positive weights."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: weight {2:g} is negative; give 0 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: it is hidden or faint there, but a category draws all its maps alike."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: it has no coefs; give six numbers."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: it has no linear variation; only linear maps can be read."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: {2} ({3}) is not affine; only linear maps can be read."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: {2} is not known here and was left out."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: {2}={3} is not affine; only linear maps can be read."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}: a symmetry of kind {1} stands for none in particular; give a whole number from -{2} to {2}, not 0.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: its symmetry of kind {1} became {2} more maps of weight 1."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, xform {1}: its chaos values make maps depend on each other; set them to 1."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: its final transform cannot be inverted; remove it."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: its final transform was worked into the maps; the points drawn are the same."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} numbers"),
    QT_TRANSLATE_NOOP("EngineWords", "more numbers than six"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: {2} has {3}; give six."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}: {2}"),
    # engine.categories.ifs_format
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The category name {0} cannot stand in an .ifs file; rename it without spaces and ( ) {{ "
        "}} ; or use another format.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, line {1}: {2} is not finished; add a line with '}}'."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no entry; write name {{, rows of a b c d e f p, and }}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is not the start of an entry; write name {{."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: {1} is three-dimensional; remove the entry, only plane systems can be read."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} has more than {2} maps; this program takes 1 to {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: a number of {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} has {2} numbers; give seven, a b c d e f p, for each map."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: the probabilities of {1} sum to {2:.6g} before the last map; divide each by their sum."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0}: the last map of {1} takes the remaining probability {2:.6g} instead of {3:.6g}, so that they sum to 1.",
    ),
    # engine.categories.json_format
    QT_TRANSLATE_NOOP("EngineWords", '{0} is JSON but no category set; it must be an object with "format": "{1}".'),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has version {1}; this program reads version {2}."),
    QT_TRANSLATE_NOOP("EngineWords", '{0} has no list "categories"; save it again.'),
    QT_TRANSLATE_NOOP("EngineWords", '{0}: "name" must be a text; save it again.'),
    QT_TRANSLATE_NOOP("EngineWords", '{0}: "provenance" must be an object of texts; save it again.'),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds more values than any category set; give another file."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not valid JSON ({1}); save it again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds the value {1}; give finite numbers."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, category {1}"),
    QT_TRANSLATE_NOOP("EngineWords", '{0}: it must be an object with "name" and "maps", a list of [a, b, c, d, e, f].'),
    QT_TRANSLATE_NOOP("EngineWords", '{0} ({1}): each row of "maps" must be six numbers [a, b, c, d, e, f].'),
    QT_TRANSLATE_NOOP(
        "EngineWords", '{0} ({1}): "probabilities" must be one number a map; or leave it out to use |det|.'
    ),
    # engine.categories.library
    QT_TRANSLATE_NOOP("EngineWords", "A set cannot be called {0!r}; use 1 to {1} printable characters."),
    QT_TRANSLATE_NOOP("EngineWords", "contains {0!r}"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a possible file name"),
    QT_TRANSLATE_NOOP("EngineWords", "The name {0!r} {1}; use letters, digits, spaces, - and _."),
    QT_TRANSLATE_NOOP("EngineWords", "There already is a set called {0!r}; choose another name."),
    QT_TRANSLATE_NOOP("EngineWords", "The set {0} already has a version {1}; versions are never overwritten."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot remove {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "Version {0} of the set {1} is no longer in {2}; restore the folder."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read {0} or {1}: {2}."),
    # engine.categories.likeness.coverage
    QT_TRANSLATE_NOOP("EngineWords", "count is {0}; give 0 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "Chosen are {0} to {1}; give indices 0 to {2}."),
    # engine.categories.likeness.descriptors
    QT_TRANSLATE_NOOP("EngineWords", "turn is {0}; give 0 to 7."),
    QT_TRANSLATE_NOOP("EngineWords", "None of {0} categories draws a picture; choose a set whose orbits stay finite."),
    # engine.categories.likeness.embedding
    QT_TRANSLATE_NOOP("EngineWords", "The distances have shape {0}; give as many rows as columns."),
    QT_TRANSLATE_NOOP("EngineWords", "perplexity is {0:.3g}; give 1 to {1} for {2} categories."),
    # engine.categories.likeness.pairs
    QT_TRANSLATE_NOOP("EngineWords", "threshold is {0}; give more than 0 and at most 1."),
    QT_TRANSLATE_NOOP("EngineWords", "most is {0}; give 1 or more."),
    # engine.categories.marks
    QT_TRANSLATE_NOOP("EngineWords", "The rating is {0!r}; give 0 (none) to {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "The tag {0!r} cannot be kept; use 1 to {1} printable characters."),
    QT_TRANSLATE_NOOP("EngineWords", "The note has {0:,} characters; keep it below {1:,}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is no mark; it must be [rating, pick, [tags], note]."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} are no marks; they must be [[mark, [identity, ...]], ...]."),
    # engine.categories.notes
    QT_TRANSLATE_NOOP("EngineWords", "Left out. {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "And {0:,} more."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} (None of the {1:,} categories can be read.)"),
    # engine.categories.npz_format
    QT_TRANSLATE_NOOP("EngineWords", "{0} has no array {1!r}; a category archive holds {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: maps is {1} of shape {2}; store float64 of shape (total, 6)."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: probabilities is {1} of shape {2}; store float64 of shape ({3},)."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: offsets must be integers that rise from 0 to {1}; save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} names for {2} categories; save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is {2} of shape {3}; store one text."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} holds numbers that are no characters; save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: origins is not a JSON object of objects; save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} must hold texts; save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is not a JSON object ({2}); save the archive again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is not a JSON object; save the archive again."),
    # engine.categories.reading
    QT_TRANSLATE_NOOP("EngineWords", "{0} is empty; give a file with at least one category."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is larger than {1:,} bytes; no category file is, so give another file."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} unpacks to more than {1:,} bytes; no such file does, give another."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole NumPy archive ({1}); get or save it again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole NumPy archive ({1} is no array); get or save it again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, line {1}: not plain text; save the file as text in UTF-8."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is {1}; give a finite number."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is {1}, not a number; write it like -0.25 or -2.5e-01."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is {1}, too large for a float64; give a finite number."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds more than {1:,} categories; split it into several files."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}: {1} is longer than {2} characters; give a shorter name."),
    # engine.categories.splitting
    QT_TRANSLATE_NOOP("EngineWords", "The seed is {0}; give 0 or more."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "This would put {0:,} categories into the first part and {1:,} into the second; move the "
        "limit so that both get at least one.",
    ),
    # engine.categories.xml_reading
    QT_TRANSLATE_NOOP("EngineWords", "{0} declares a document type or an entity; remove the declaration."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not valid XML ({1}); save it again."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}, line {1}: not text in {2}; save the file in UTF-8."),
    # engine.content_store
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write to {0}: {1}. Make room, or choose another workspace."),
    # engine.experiments.child_process
    QT_TRANSLATE_NOOP("EngineWords", "Cannot start {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "training {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "the queue"),
    # engine.experiments.failures
    QT_TRANSLATE_NOOP("EngineWords", " ({0} more were asked for)"),
    QT_TRANSLATE_NOOP("EngineWords", "training.image_size below {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "smaller images"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The run does not fit into memory{0}. Queue it anew with training.batch_size below {1} or {2}; if "
        "other programs hold the memory, close them and resume this run.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Cannot use {0}: {1}. Make room on the disk and resume: the run goes on from its last checkpoint.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Cannot use {0}: {1}. See that the disk is there and may be written to and resume: the run goes on "
        "from its last checkpoint.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The device failed: {0}. Resume: the run goes on from its last checkpoint; if it happens again, look "
        "at the device with `main.py doctor` or restart the machine.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "a file"),
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
    # engine.experiments.launch
    QT_TRANSLATE_NOOP("EngineWords", "The time is {0!r}; give it as Slurm does, such as 24:00:00 or 2-12:00:00."),
    QT_TRANSLATE_NOOP("EngineWords", "The {0} is {1!r}; give its name, letters and digits without blanks."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} cores a process; give 1 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "There are no scripts of kind {0!r}; give {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} processes on {1} machines; give 1 or more of each."),
    QT_TRANSLATE_NOOP("EngineWords", "Stopped; what was computed is kept, and the same analysis goes on from there."),
    QT_TRANSLATE_NOOP("EngineWords", "The path {0} has a quotation mark, which Slurm cannot read; rename the folder."),
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
    QT_TRANSLATE_NOOP("EngineWords", "{0}, {1}"),
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
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting (did you mean {0}?)"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting (known here: {0})"),
    QT_TRANSLATE_NOOP("EngineWords", "is not a setting"),
    # engine.experiments.queue
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a queue ({1}); delete it, the runs are kept and can be queued again."),
    QT_TRANSLATE_NOOP("EngineWords", "A run cannot be shared by {0} processes; give 1 or more."),
    QT_TRANSLATE_NOOP("EngineWords", "The queue is being edited by another process (lock file {0}); try again."),
    # engine.experiments.queued_run
    QT_TRANSLATE_NOOP("EngineWords", "Run {0} is not in the queue; start a new run instead of changing it."),
    QT_TRANSLATE_NOOP("EngineWords", "Run {0} starts from the weights of {1}; discard it before you change this one."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "Run {0} has begun; what it does is settled. Stop it and start a new run instead."
    ),
    # engine.experiments.results
    QT_TRANSLATE_NOOP("EngineWords", "The confidence level is {0:g}; give a number above 0 and below 1, such as 0.95."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "There is no pair to compare; the two sources need a finished run of the same seed."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "The study {0} has no source {1!r} to compare with; give {2}."),
    # engine.experiments.run
    QT_TRANSLATE_NOOP("EngineWords", "{0} Go on with `{1}`."),
    QT_TRANSLATE_NOOP("EngineWords", "A defect of the program: {0}. See log.txt."),
    # engine.experiments.run_filter
    QT_TRANSLATE_NOOP("EngineWords", "give {0}."),
    QT_TRANSLATE_NOOP("EngineWords", "state:{0} is no state of a run; {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}{1}{2} compares with no number; write for example {0}{1}5."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is a text and cannot be compared with {1}; write {0}:text."),
    QT_TRANSLATE_NOOP("EngineWords", "there are {0};"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0!r} is nothing runs are filtered by; {1} Put the word in quotes to look for it as text."
    ),
    # engine.experiments.run_folder
    QT_TRANSLATE_NOOP("EngineWords", "There is a run {0} already; resume it, or discard it first."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no run {0} in {1}; list them with `main.py runs`."),
    QT_TRANSLATE_NOOP("EngineWords", "The folder {0} is gone; it was moved or deleted. Put it back and resume."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no table of values; restore it from a copy or delete it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0!r} does not steer a run; give {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "Run {0} is {1}, no process is at work on it; {2} needs one."),
    QT_TRANSLATE_NOOP("EngineWords", "Run {0} is being trained by another process; stop that one first."),
    QT_TRANSLATE_NOOP("EngineWords", "Run {0} is being trained; stop it before you discard it."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} runs begin with {1!r}: {2}; give more of the id."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no run {0!r} in {1}; list them with `main.py runs`."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read {0}: {1}. Choose a folder that you may write to."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}. Nothing is lost: resume, and the run goes on from its last checkpoint."),
    # engine.experiments.run_marks
    QT_TRANSLATE_NOOP("EngineWords", "The tag {0!r} cannot be kept; use 1 to {1} printable characters, no comma."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no colour {0!r}; give {1}, or none."),
    # engine.experiments.run_status
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Its process ended without a word (exit status {0}); see console.txt in its folder. Resume: it goes "
        "on from its last checkpoint.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Nothing was heard of its process {0} for {1} minutes: it is suspended or hangs. End that process and"
        " resume the run: it goes on from its last checkpoint.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "Its process was ended at once, as asked. Resume: it goes on from its last checkpoint."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The system ended its process at once, most likely because memory ran out. Close other programs and "
        "resume: it goes on from its last checkpoint. If it happens again, queue {0} anew with a smaller "
        "training.batch_size or image size.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Its process crashed ({0}); see console.txt in its folder. Resume: it goes on from its last checkpoint.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords", "The process that trained it is gone. Resume: it goes on from its last checkpoint."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "the run"),
    # engine.experiments.runner
    QT_TRANSLATE_NOOP(
        "EngineWords", "The queue was stopped; its runs keep their places. Go on with `main.py queue --run`."
    ),
    # engine.experiments.sections
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give one to a hundred printable characters"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "and validation: the run asks for {0} images a category and render gives {1}; ask for "
        "less, or raise render.counts",
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
        "EngineWords",
        "The run {0} trained {1} with stem {2}, which does not fit {3} with stem {4}; choose "
        "that network, or another run.",
    ),
    # engine.experiments.specification
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at least one letter or digit, it names a folder"),
    QT_TRANSLATE_NOOP("EngineWords", "names {0} twice; name each once"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not TOML: {1}. Correct that line."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read the specification {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not UTF-8 text; give a TOML file."),
    # engine.experiments.study_folder
    QT_TRANSLATE_NOOP("EngineWords", "There is no study {0} in {1}; start it with `main.py study`."),
    QT_TRANSLATE_NOOP("EngineWords", "The study {0} is being carried out by another process; stop that one first."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no study {0!r} in {1} (there are: {2})."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The study {0} exists and {1} of its {2} runs are done; add --resume to go on with it, "
        "or give the study another name.",
    ),
    # engine.experiments.tensorboard_export
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "TensorBoard's event files need its package; install it with `pip install tensorboard`, "
        "or export the metrics as CSV.",
    ),
    # engine.experiments.unchanged
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The categories {0} were edited since the run began: bring their former version back and resume, or "
        "queue {1} anew.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The {0} images of {1} are not those the run began with: a file of theirs was changed. Put the former"
        " files back and resume, or queue {2} anew.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The {0} images of {1} are drawn otherwise than when the run began, by another version of the "
        "program: resume with that version (environment.json names it), or queue {2} anew.",
    ),
    # engine.figures.accuracy
    QT_TRANSLATE_NOOP(
        "EngineWords", "The study {0} has no finished run to compare; wait for it or run it with `main.py study`."
    ),
    # engine.figures.compose
    QT_TRANSLATE_NOOP("EngineWords", "A figure of {0} panels cannot be composed; give 1 to {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "The panels stand in {0} columns; give 1 to 6."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "Panels in {0} columns on {1:g} mm are {2:.0f} mm wide; use fewer columns or at least {3} mm."
    ),
    # engine.figures.contact_sheet
    QT_TRANSLATE_NOOP("EngineWords", "The {0} of the contact sheet is {1:g}; give {2} to {3}{4}."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The contact sheet would be {0:.0f} mm wide; use fewer columns or smaller pictures, up to 1000 mm.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "A contact sheet needs at least one category; select one or open a set."),
    QT_TRANSLATE_NOOP("EngineWords", "A contact sheet holds up to {0:,} categories, not {1:,}; select fewer."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} ends in {1!r}; a contact sheet is written as .pdf or .png."),
    QT_TRANSLATE_NOOP("EngineWords", "The contact sheet needs {0} pages; choose .pdf, which holds them in one file."),
    # engine.figures.export
    QT_TRANSLATE_NOOP("EngineWords", "Unknown figure format {0!r}; choose from {1}."),
    # engine.figures.picture_figures
    QT_TRANSLATE_NOOP("EngineWords", "A figure of images needs at least one image."),
    QT_TRANSLATE_NOOP("EngineWords", "The images of a figure have different sizes; give images of one size."),
    QT_TRANSLATE_NOOP("EngineWords", "A figure of images needs at least one category; select one or open a set."),
    # engine.figures.plot
    QT_TRANSLATE_NOOP("EngineWords", "There is no figure of the kind {0!r}; choose from {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "A kept figure cannot be read ({0!r} is missing or wrong); keep it again."),
    # engine.figures.report.files
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The report of {0} would have {1} figures; it takes {2}. Draw those you need with `main.py figures`.",
    ),
    # engine.figures.results
    QT_TRANSLATE_NOOP(
        "EngineWords", "No finished run was validated, so there is no curve; hold images out by `validation`."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The study has no data set with several amounts of training images; give it a list as `train_fraction`.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "No class of {0} has test images; there is nothing to compare class by class."),
    QT_TRANSLATE_NOOP("EngineWords", "The confusions on {0} were not kept; they are up to 200 classes."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "No finished run was validated, so no epoch is known; hold images out by `validation`."
    ),
    # engine.figures.run_figures
    QT_TRANSLATE_NOOP("EngineWords", "The run has told nothing yet that could be drawn; wait for its first epoch."),
    # engine.figures.saving
    QT_TRANSLATE_NOOP("EngineWords", "A figure cannot be saved as {0!r}; end the name with .{1}."),
    # engine.figures.script
    QT_TRANSLATE_NOOP(
        "EngineWords", "There is no script for the figure {0}; save it as PDF, SVG or PNG with its CSV file."
    ),
    # engine.figures.separability_files
    QT_TRANSLATE_NOOP("EngineWords", "{0} is no whole analysis ({1}); write it anew with main.py analyze --out."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds parts of different analyses; write it anew with main.py analyze --out."
    ),
    # engine.figures.set_figures
    QT_TRANSLATE_NOOP("EngineWords", "The map of an empty set has nothing to draw; open a set with categories."),
    # engine.figures.shelf
    QT_TRANSLATE_NOOP("EngineWords", "The figure shelf {0} cannot be read: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "The figure shelf {0} is damaged; move it away to start a new one."),
    # engine.figures.study_files
    QT_TRANSLATE_NOOP(
        "EngineWords", "The study {0} has no finished run to report on; wait for it or run it with `main.py study`."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "There is no figure {0!r} of a study; choose from {1}."),
    # engine.figures.style
    QT_TRANSLATE_NOOP("EngineWords", "The font {0!r} of the figure is not installed; choose from {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "The {0} of the figure is {1:g} {2}; give {3:g} to {4:g} {2}."),
    # engine.ifs.category
    QT_TRANSLATE_NOOP("EngineWords", "Category {0}: maps have shape {1}; give one row of a,b,c,d,e,f a map."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0}: {1} maps; give 1 to {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0}: {1} probabilities for {2} maps; give one a map."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0}: map {1}, coefficient {2} is {3}; give a finite number."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0}: probabilities must be finite and not negative."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Category {0}: the probabilities sum to {1:.6g} instead of 1; divide each by their sum, "
        "or leave them out to use |det|.",
    ),
    # engine.ifs.geometry
    QT_TRANSLATE_NOOP("EngineWords", "The handles have shape {0}; give O, X and Y of each map: (K, 3, 2)."),
    QT_TRANSLATE_NOOP("EngineWords", "The unit of the handles is {0}; give a length above 0."),
    QT_TRANSLATE_NOOP("EngineWords", "The origin of a map is no axis; give X or Y."),
    # engine.ifs.map_editing
    QT_TRANSLATE_NOOP("EngineWords", "The new maps' probabilities sum to {0:g}; leave some of the 1 for the others."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0} needs at least one map; keep one."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "Symmetry of order {0} without a mirror changes nothing; give an order of 2 or more."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0} has no map {1}; it has 1 to {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "Category {0} would have {1} maps; the most is {2}."),
    # engine.ifs.measures
    QT_TRANSLATE_NOOP("EngineWords", "The number of threads is {0}; give at least 1."),
    # engine.ifs.morph
    QT_TRANSLATE_NOOP("EngineWords", "The place on the way is {0}; give 0 to 1."),
    QT_TRANSLATE_NOOP("EngineWords", "The maps of {0} or {1} are too large to be compared; scale them down."),
    # engine.ifs.search
    QT_TRANSLATE_NOOP("EngineWords", "The number of categories is {0}; give at least 1."),
    QT_TRANSLATE_NOOP("EngineWords", "The seed is {0}; give 0 to {1}, the range of the legacy generator."),
    QT_TRANSLATE_NOOP("EngineWords", "The number of points is {0}; give {1} to {2}."),
    QT_TRANSLATE_NOOP("EngineWords", "The fill rate is {0}; give a number above 0 (the published one is 0.2)."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "No category can fill {0:g} of {1} x {1} pixels with {2:,} points: the most they can "
        "cover is {3:.4g}. Lower the fill rate or use more points.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "The number of threads is {0}; give 1 to {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole search state ({1}). Delete it to search anew."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not a whole search state. Delete it to search anew."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} keeps a search with {1} {2}, not {3}. Search with the same settings to go on, or into another folder.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Stopped with {0:,} of {1:,} categories found"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}; nothing was kept."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}; they are kept in {1}. Start the same search again to go on from there."),
    # engine.ifs.sigma_factor
    QT_TRANSLATE_NOOP("EngineWords", "{0} to {1} maps: give 2 to {2}, the smaller number first."),
    QT_TRANSLATE_NOOP("EngineWords", "The half-width of the translations is {0}; give a positive number."),
    # engine.ifs.sigma_search
    QT_TRANSLATE_NOOP("EngineWords", "The fill rate is {0}; give 0 to {1:.4g}, the most that {2:,} points can cover."),
    QT_TRANSLATE_NOOP("EngineWords", "{0}; they are kept in {1}."),
    # engine.ifs.variation
    QT_TRANSLATE_NOOP("EngineWords", "The strength is {0}; give 0 to 1."),
    QT_TRANSLATE_NOOP("EngineWords", "Maps {0}: give some of 1 to {1}."),
    # engine.images.array_archive
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0}: its training and validation images have different shapes; save them as one."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has {1} without its {2}; add them."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} holds {1}; save its arrays as images and labels, or as train_images, train_labels, "
        "test_images and test_labels.",
    ),
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
    # engine.images.cache
    QT_TRANSLATE_NOOP("EngineWords", "Cannot read {0} back. Delete the folder {1} and try again."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The images need {0:.1f} GiB, but {1} has {2:.1f} GiB free; free some space, choose "
        "another workspace, or fewer, smaller images.",
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
        "There is no data set {0}: {1} or put pictures into {2}/train/<class>/ and "
        "{2}/test/<class>/, or their arrays into {2}.npz.",
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
    QT_TRANSLATE_NOOP("EngineWords", "Stopped; what has arrived of {0} is kept, and the next download goes on."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write {0}: {1}. Choose a folder that you may write to, with free space."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} could not be fetched ({1}). Try again later, or get it by other means and put it at {2}."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "no address is known"),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} needs {1} GB more, but {2} has {3} GB free; free some space or choose another data folder."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is no checksum; give md5: or sha256: and hex digits."),
    # engine.images.export
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write {0}: {1}. Free some space, then repeat the command to go on."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds images of other categories or settings (see {1} there); choose another folder."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not empty; choose a new or empty folder."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot make folders in {0}: {1}."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write {0}: {1}."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The images need about {0:.1f} GB, but {1} has {2:.1f} GB free; choose another folder, "
        "or fewer, smaller images.",
    ),
    # engine.images.fractal_images
    QT_TRANSLATE_NOOP("EngineWords", "{0} training and {1} validation images with seed {2}; give at least 1, 0 and 0."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} training and {1} validation images a category were asked for, but these settings "
        "have {2}; ask for fewer or raise the counts.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Fractal images have the splits train and validation; ask for one of them."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Category {0} cannot deliver {1} images: {2} of its {3} variants are empty or fly off to "
        "infinity; ask for fewer, use a smaller weight step, or leave the category out.",
    ),
    # engine.images.image_folder
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no picture; put PNG or JPEG files there or remove the folder."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} pictures of {1} x {1} pixels need more than {2} GiB of memory; choose a smaller size."
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} has more than 8 bits a channel ({1}); save it as an 8-bit PNG or JPEG."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is damaged ({1}); replace or remove it."),
    # engine.images.picture_images
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is no data set of pictures; put them into {1}/<class>/ and {2}/<class>/, or all into {0}/<class>/.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no class folder; put the pictures into {0}/<class>/."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is a class that {1} lacks; give both the same class folders."),
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
    # engine.journal
    QT_TRANSLATE_NOOP(
        "EngineWords", "Cannot write {0}: {1}. Choose a workspace that you may write to, with free space."
    ),
    # engine.locks
    QT_TRANSLATE_NOOP("EngineWords", "Cannot write {0}: {1}. Choose a folder that you may write to."),
    QT_TRANSLATE_NOOP("EngineWords", "Cannot lock {0}: {1}. Choose a workspace on a disk that knows locks."),
    # engine.models.catalogue
    QT_TRANSLATE_NOOP("EngineWords", "choose one of {0}"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} needs the package timm, which is not installed; install it with `python3 "
        "installer/bootstrap.py run --extra timm`, or choose a network of torchvision.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "takes images of {0} pixels and would get {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "cuts images into patches of {0} pixels and would get {1}; give {2}"),
    # engine.models.imagenet
    QT_TRANSLATE_NOOP("EngineWords", "There are no ImageNet weights {0} of {1}; choose V1."),
    QT_TRANSLATE_NOOP("EngineWords", "No ImageNet weights of {0} are known here; choose a file, or another network."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "There are no ImageNet weights {0} of {1}: fetch them with `main.py weights {1}{2} "
        "--download`, or put {3} ({4}) into {5}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} ({1} bytes) is not the published file: its SHA-256 sum begins with {2} and its name "
        "says {3}; delete it and fetch it again.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "Another process is fetching into {0}; wait for it, or stop it first."),
    # engine.models.tensor_index
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}; check the path, or put the file there."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "{0} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file."
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is a web page, not weights: the address leads to a page that asks something first; "
        "open it in a browser and save the file it offers.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is a pointer of Git LFS, not the weights; fetch them with `git lfs pull`."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} ({1} bytes) cannot be read as weights, perhaps because a download broke off ({2}); "
        "fetch it again and compare its size with the publisher's.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} refers to code ({1}), which is never run from a weight file; ask its publisher for "
        "a plain state dictionary (model.state_dict()) or a .safetensors file.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "its index is cut off"),
    QT_TRANSLATE_NOOP("EngineWords", "its index is damaged: {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} bytes are announced"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} holds no weights; give the file that the training wrote."),
    QT_TRANSLATE_NOOP("EngineWords", "its index is larger than any network's"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "{0} is an archive, not a weight file (or was saved by a PyTorch before 0.1.10, in a "
        "form that cannot be read without running code); unpack it and give the .pth file within.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "it does not begin as a PyTorch file does"),
    # engine.models.weight_files
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}: put it into {1}, or give its whole path."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "There is no weight file {0}: get it from {1} (a page with links, to be opened in a "
        "browser) and put it into {2}, or give its whole path.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "There is no weight file {0}; correct the path, or put the file there."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} with stem small"),
    QT_TRANSLATE_NOOP("EngineWords", "{0} is for {1}; choose that network, or another file."),
    # engine.sentences
    QT_TRANSLATE_NOOP("EngineWords", "{0} or {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "{0}"),
    # engine.storage
    QT_TRANSLATE_NOOP("EngineWords", "{0} is not valid JSON ({1}). Restore it from a copy or delete it."),
    # engine.training.loop
    QT_TRANSLATE_NOOP("EngineWords", "in epoch {0} of {1} after {2} of {3} steps"),
    QT_TRANSLATE_NOOP("EngineWords", "no checkpoint was written before"),
    QT_TRANSLATE_NOOP("EngineWords", "after epoch {0} of {1}"),
    QT_TRANSLATE_NOOP("EngineWords", "the checkpoint written {0} is kept"),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Training diverged: {0} in epoch {1}, step {2}; {3}. Resumed as it is, the run diverges again: queue "
        "it anew with training.learning_rate {4} instead of {5}, or with {6}.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "the loss became {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "the weights became infinite"),
    QT_TRANSLATE_NOOP("EngineWords", "Stopped {0}; the checkpoint is written, resume goes on from there."),
    # engine.training.settings
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give two rising shares of the area, above 0 and up to 1"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give three numbers above zero"),
    QT_TRANSLATE_NOOP("EngineWords", "are {0}; give rising epoch numbers from 1 on"),
    QT_TRANSLATE_NOOP("EngineWords", "needs optimizer sgd with a momentum above zero"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at most the {1} epochs of the run"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0}; give at least image_size, {1}"),
    # gui.analysis.pages.comparing
    QT_TRANSLATE_NOOP("EngineWords", "The analysis {0} is no longer kept; analyse it again."),
    # gui.explorer.browse.filters
    QT_TRANSLATE_NOOP("EngineWords", "The stored filter {0!r:.80} cannot be used ({1}); save it again."),
    # gui.explorer.curate.difference_page
    QT_TRANSLATE_NOOP("EngineWords", "One of the two sets is empty; choose another one."),
    # gui.explorer.curate.set_editing
    QT_TRANSLATE_NOOP("EngineWords", "Nothing is selected that a set could be made of; select categories first."),
    QT_TRANSLATE_NOOP("EngineWords", "{0} already holds these {1} categories; choose another set."),
    QT_TRANSLATE_NOOP("EngineWords", "None of these categories is in {0}; nothing was removed."),
    QT_TRANSLATE_NOOP("EngineWords", "The set is empty; there is nothing to copy."),
    QT_TRANSLATE_NOOP("EngineWords", "The set is empty; there is nothing to split."),
    QT_TRANSLATE_NOOP("EngineWords", "There is no own set called {0}; it may have been deleted."),
    # gui.explorer.entries
    QT_TRANSLATE_NOOP("EngineWords", "Category {0} is stored without usable maps and probabilities ({1})."),
    # gui.explorer.shape.map_editor
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "The clipboard holds no maps: copy 1 to {0} lines of six numbers, a b c d e f, or of seven with p.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "The clipboard holds no maps ({0}); copy lines of numbers a b c d e f."),
    QT_TRANSLATE_NOOP(
        "EngineWords", "The maps on the clipboard hold a number that is not finite, or a negative probability."
    ),
    # gui.figures.drawn
    QT_TRANSLATE_NOOP("EngineWords", "The figure {0} cannot stand on the shelf; save it instead."),
    # gui.training.outlook
    QT_TRANSLATE_NOOP("EngineWords", "cannot be used: {0}"),
    QT_TRANSLATE_NOOP("EngineWords", "is {0} and {1} has {2} categories; give that or less"),
    # gui.training.study_form
    QT_TRANSLATE_NOOP("EngineWords", "names {0}, which is no amount"),
    # notes of the presets
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: 0.1 is the default of the released code, 0.01 stands in the paper and "
        "is what its author advises (issue 7 of the repository).",
    ),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: the code crops 224 pixels from the stored 362, the paper speaks of 224 from 256.",
    ),
    QT_TRANSLATE_NOOP("EngineWords", "0.01 in the paper and in the released code."),
    QT_TRANSLATE_NOOP(
        "EngineWords",
        "Sources disagree: 3e-4 in the script, 5e-4 in the configuration. Both are for 512 "
        "images, and the code scales them to the batch: here 3e-4 for 64 images.",
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


def say_stored(text: str) -> str:
    """Return a text that another process wrote down, such as the message of a run, in the language in force."""
    return say(_recognised(text))


@functools.lru_cache(maxsize=1024)
def _recognised(text: str) -> str:
    return _recogniser().recognise(text)


@functools.cache
def _recogniser() -> Recogniser:
    return Recogniser(map(str, PATTERNS))


def say_note(note: str) -> str:
    """Return a sentence of a preset for a field; those of the program's own presets in the language in force."""
    return _translated(note)


def _translated(pattern: str) -> str:
    return QCoreApplication.translate(_CONTEXT, pattern)
