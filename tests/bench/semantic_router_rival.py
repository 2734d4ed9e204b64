"""Prints the accuracy of semantic-router on vectors of a file; run by router.py, with a Python that has it."""

import sys

import numpy as np


def main(file: str) -> None:
    """Give each label a route of its texts, which are their numbers, and ask for the route of each test text."""
    from semantic_router import Route  # type: ignore[import-not-found]
    from semantic_router.encoders import DenseEncoder  # type: ignore[import-not-found]
    from semantic_router.routers import IndexedRouter  # type: ignore[import-not-found]

    arrays = np.load(file)
    vectors = np.concatenate([arrays["known"], arrays["test"]])
    labels = arrays["known_labels"]

    class Looked(DenseEncoder):  # type: ignore[misc]
        def __call__(self, docs: list[str]) -> list[list[float]]:
            return [vectors[int(number)].tolist() for number in docs]

    named = [(label, np.flatnonzero(labels == label)) for label in np.unique(labels)]
    routes = [Route(name=str(label), utterances=[str(place) for place in places]) for label, places in named]
    router = IndexedRouter(encoder=Looked(name="given"), routes=routes)
    found = [router(str(len(labels) + row)).name for row in range(len(arrays["test"]))]
    print(np.mean(np.array(found) == arrays["test_labels"]))


if __name__ == "__main__":
    main(sys.argv[1])
