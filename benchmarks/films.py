"""Time and memory to render a film: 12 images of 2048 x 2560 pixels on 14 x 17 inches.

    python -m benchmarks.films [--rounds N] [--resolution PPI]

The images have 12 bits, and the film 150 pixels per inch. Exits 1 if a film takes more than
2 s, or the process more than 400 MB; 0 otherwise.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from benchmarks.enhanced import most_memory
from iodize import films

COLUMNS, ROWS = 2048, 2560
SECONDS = 2.0
MEGABYTES = 400.0


def image_box(seed: int) -> Dataset:
    """Return the attributes of an image box with an image of noise."""
    values = np.random.default_rng(seed).integers(0, 4096, (ROWS, COLUMNS), np.uint16)
    item = Dataset()
    item.SamplesPerPixel = 1
    item.PhotometricInterpretation = "MONOCHROME2"
    item.Rows, item.Columns = ROWS, COLUMNS
    item.BitsAllocated, item.BitsStored, item.HighBit = 16, 12, 11
    item.PixelRepresentation = 0
    item.PixelData = values.tobytes()
    box = Dataset()
    box.BasicGrayscaleImageSequence = [item]
    return box


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--resolution", type=float, default=150.0)
    options = parser.parse_args()

    film_box = Dataset()
    film_box.ImageDisplayFormat = "STANDARD\\3,4"
    film_box.FilmSizeID = "14INX17IN"
    boxes = {position: image_box(position) for position in range(1, 13)}
    times = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        film = films.compose(film_box, boxes, resolution=options.resolution)
        times.append(time.perf_counter() - start)
    memory = most_memory() / 1024
    height, width = film.pixels.shape[:2]
    print(f"film of {width} x {height} pixels, 12 images of {COLUMNS} x {ROWS}")
    print(f"rendered in {min(times):.2f} s, at most {max(times):.2f} s")
    print(f"memory {memory:.0f} MB, of which the images {12 * ROWS * COLUMNS >> 19} MB")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (
            ("film.png", partial(films.write_png, film)),
            ("film.pdf", partial(films.write_pdf, [film])),
        ):
            start = time.perf_counter()
            write(Path(folder, name))
            print(f"{name} written in {time.perf_counter() - start:.2f} s")
    return int(max(times) > SECONDS or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
