"""Turns sentences into vectors whose cosine says how near they are in meaning (English only)."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.model.graph import LONGEST

Vectors = NDArray[np.float32]

WIDTH = 384
"""Numbers in a vector."""

DESCRIBED = 4 * WIDTH
"""Numbers in a description."""

KEPT = 16
"""Texts lately described, kept for being asked for their words."""


class Encoder:
    """all-MiniLM-L6-v2 as an int8 ONNX graph; safe to share between threads."""

    model = "all-MiniLM-L6-v2/int8-2"
    """Names the weights; vectors of different models must not be compared."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        """Load the graph and the tokenizer from a folder, by default the packaged one."""
        import onnxruntime
        from tokenizers import Tokenizer

        folder = folder or Path(__file__).parent / "model"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC  # see graph.py
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        self._known = lru_cache(KEPT)(self._read)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape (texts, 384); text beyond 256 tokens is not read.

        Each text runs by itself: int8 activations share one scale a run, so in a batch a vector would
        depend on its neighbours, and on two cores a batch is no faster and takes far more memory.
        """
        rows = [
            self._session.run(["vectors"], {"input_ids": np.array([encoding.ids], np.int64)})[0]
            for encoding in self._tokenizer.encode_batch_fast(list(texts))
        ]
        return np.concatenate([np.empty((0, WIDTH), np.float32), *rows])

    def describe(self, texts: Sequence[str]) -> Vectors:
        """Return each text's vector and three more from within the encoder, end to end: (texts, 1536).

        The inner ones tell more of how a text is worded: better to classify by, worse to compare.
        """
        read = [self._known(tuple(encoding.ids)) for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        return np.concatenate([np.empty((0, DESCRIBED), np.float32), *(np.concatenate(r[:2], 1) for r in read)])

    def words(self, words: Sequence[str]) -> Vectors:
        """Return what the fourth layer holds of each word of a text: (words, 384); noughts beyond 256 tokens."""
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True)
        _, _, tokens = self._known(tuple(encoding.ids))
        found = np.zeros((len(words), WIDTH), np.float32)
        times = np.zeros((len(words), 1), np.float32)
        for word, vector in zip(encoding.word_ids, tokens[0], strict=True):
            if word is not None:
                found[word] += vector
                times[word] += 1
        return np.asarray(found / np.maximum(times, 1), np.float32)

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one of the 23,000 that the encoder knows whole."""
        return self._tokenizer.token_to_id(word) is not None

    def _read(self, ids: tuple[int, ...]) -> list[Vectors]:
        return list(self._session.run(["vectors", "layers", "fourth"], {"input_ids": np.array([ids], np.int64)}))


def to_bytes(vector: Vectors) -> bytes:
    """Pack a vector into 768 bytes (fp16, little-endian) for storing."""
    return vector.astype("<f2").tobytes()


def from_bytes(packed: bytes) -> Vectors:
    """Unpack stored bytes: one vector, or several end to end as a flat array to reshape to (n, 384)."""
    return np.frombuffer(packed, dtype="<f2").astype(np.float32)
