"""What the encoder says of texts, kept in a file, so that only texts that are new have to be encoded."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.router import Floats
from knowledge.encoder import DESCRIBED, Encoder

THREADS = 2
PART = 64
"""Texts that a thread encodes at a time."""


class Descriptions:
    """Describes texts as the encoder does, rounded to fp16; those that the file holds are not encoded again."""

    def __init__(self, file: Path, encoder: Encoder) -> None:
        """Take a file, which need not be there yet, and the encoder for what it does not hold."""
        self.file = file
        self.encoder = encoder
        self.fresh = 0
        """How many texts were encoded."""
        self.asked: dict[str, None] = {}
        """The texts that were described."""

    @cached_property
    def _held(self) -> dict[bytes, NDArray[np.float16]]:
        if not self.file.exists():
            return {}
        with np.load(self.file) as arrays:
            if str(arrays["model"]) != self.encoder.model:
                return {}
            return dict(zip((bytes(key) for key in arrays["keys"]), arrays["described"], strict=True))

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return the description of each text: (texts, 1536)."""
        self.asked |= dict.fromkeys(texts)
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._held]
        for text, row in zip(missing, self._encoded(missing), strict=True):
            self._held[_key(text)] = row
        self.fresh += len(missing)
        rows = [self._held[_key(text)] for text in texts]
        return np.asarray(np.stack(rows) if rows else np.empty((0, DESCRIBED)), np.float32)

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float16]:
        parts = [texts[start : start + PART] for start in range(0, len(texts), PART)]
        with ThreadPoolExecutor(THREADS) as pool:
            described = list(pool.map(self.encoder.describe, parts))
        return np.concatenate([np.empty((0, DESCRIBED)), *described]).astype(np.float16)

    def keep(self, texts: Sequence[str]) -> None:
        """Write the file anew with just these texts, which were described before."""
        keys = list(dict.fromkeys(map(_key, texts)))
        made = self.file.with_suffix(f".{os.getpid()}.npz")
        with made.open("wb") as file:
            described = np.stack([self._held[key] for key in keys])
            np.savez(
                file,
                model=self.encoder.model,
                keys=np.array([list(key) for key in keys], np.uint8),
                described=described,
            )
        made.replace(self.file)


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()
