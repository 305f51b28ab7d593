"""Exports a checkpoint to ONNX with eight-bit weights, beside the tokenizer, as the package loads it.

usage: python -m training.names.export CHECKPOINT TOKENIZER.json [--to FOLDER]
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.names.network import Tagger

MODEL = Path(__file__).parents[2] / "briefing/analysis/recognise/model"


def to_onnx(tagger: Tagger, path: Path) -> None:
    """Writes the float model; batch and length stay free."""
    ids = torch.ones(2, 16, dtype=torch.int64)
    free = {0: "batch", 1: "length"}
    names = ("ids", "case", "mask")
    torch.onnx.export(
        tagger, (ids, ids, ids), str(path), input_names=list(names), output_names=["logits"],
        dynamic_axes=dict.fromkeys((*names, "logits"), free), opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Eight-bit weights for every matrix product and embedding; activations are quantized as it runs."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready.onnx")
        quant_pre_process(source, ready, skip_symbolic_shape=True)
        quantize_dynamic(
            ready, target, op_types_to_quantize=["MatMul", "Gather"], per_channel=True,
            weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("tokenizer")
    parser.add_argument("--to", type=Path, default=MODEL)
    options = parser.parse_args()
    torch.set_num_threads(1)
    tagger = Tagger()
    tagger.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        to_onnx(tagger.eval(), Path(folder, "float.onnx"))
        quantize(Path(folder, "float.onnx"), options.to / "names.onnx")
    shutil.copy(options.tokenizer, options.to / "tokenizer.json")


if __name__ == "__main__":
    main()
