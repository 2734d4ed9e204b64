"""The encoder: near the published model, and the same for a text whatever stands beside it."""

import numpy as np
import pytest

from knowledge.encoder import Encoder, from_bytes, to_bytes
from tests.knowledge.reference import FOLDER, sentences


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_int8_vectors_are_near_the_published_model(encoder: Encoder) -> None:
    reference = np.load(FOLDER / "reference.npy").astype(np.float32)
    cosines = (encoder.encode(sentences()) * reference).sum(axis=1)
    assert cosines.mean() >= 0.99
    assert cosines.min() >= 0.97


def test_vectors_have_unit_length(encoder: Encoder) -> None:
    lengths = np.linalg.norm(encoder.encode(sentences()), axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    together = encoder.encode(sentences())
    alone = np.concatenate([encoder.encode([sentence]) for sentence in sentences()])
    np.testing.assert_array_equal(together, alone)


def test_text_beyond_256_tokens_is_not_read(encoder: Encoder) -> None:
    long = "call " * 254
    first, second, shorter = encoder.encode([long, long + "pizza " * 500, "call " * 253 + "pizza"])
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, shorter)


def test_empty_text_has_a_vector(encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.encode([""])[0]) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_like_sentences_are_nearer_than_others(encoder: Encoder) -> None:
    one, like, other = encoder.encode(["please call the client", "ring the customer", "rain in Lisbon"])
    assert one @ like > one @ other + 0.3


def test_stored_vectors_come_back_nearly_the_same(encoder: Encoder) -> None:
    vector = encoder.encode(["Dana wants a quote"])[0]
    packed = to_bytes(vector)
    assert len(packed) == 768
    np.testing.assert_allclose(from_bytes(packed), vector, atol=1e-3)


def test_several_stored_vectors_unpack_at_once(encoder: Encoder) -> None:
    vectors = encoder.encode(["one", "two"])
    packed = b"".join(to_bytes(vector) for vector in vectors)
    np.testing.assert_allclose(from_bytes(packed).reshape(-1, 384), vectors, atol=1e-3)


def test_a_description_begins_with_the_vector(encoder: Encoder) -> None:
    described = encoder.describe(["Dana wants a quote", ""])
    assert described.shape == (2, 1536)
    np.testing.assert_allclose(described[:, :384], encoder.encode(["Dana wants a quote", ""]), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(described, axis=1), 2, atol=1e-4)
