"""Exports a checkpoint to ONNX with eight-bit weights, as the package loads it.

usage: python -m training.names.export CHECKPOINT [--to FOLDER]

Word embeddings are rounded row by row, each with a scale of its own, and positions past a window's end are left out.
The matrix products have eight-bit weights with a scale a column, and inputs that are rounded as they come; the
head stays in float.
"""

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from briefing.analysis.ner.windows import WINDOW
from training.names.network import Tagger

MODEL = Path(__file__).parents[2] / "briefing/analysis/ner/model"
HEAD = "/head/head.1/MatMul"


class Rows(nn.Module):
    """An embedding with eight-bit rows (symmetric, scaled to each row's largest value)."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (weight / scale.clamp(min=1e-12)).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """The rows of `ids` in float."""
        return self.rows[ids].float() * self.scale[ids]


def to_onnx(tagger: Tagger, path: Path) -> None:
    """Writes the model with rounded embeddings; batch and length stay free."""
    with torch.no_grad():
        tagger.word = Rows(tagger.word.weight)
        tagger.pos = nn.Embedding.from_pretrained(tagger.pos.weight[: WINDOW + 2].clone())
    ids = torch.ones(2, 16, dtype=torch.int64)
    names = ("ids", "case", "mask")
    torch.onnx.export(
        tagger, (ids, ids, ids), str(path), input_names=list(names), output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in (*names, "logits")},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Gives the matrix products but the head's eight-bit weights."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready.onnx")
        quant_pre_process(source, ready, skip_symbolic_shape=True)
        quantize_dynamic(
            ready, target, op_types_to_quantize=["MatMul"], per_channel=True,
            weight_type=QuantType.QInt8, nodes_to_exclude=[HEAD],
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("--to", type=Path, default=MODEL)
    options = parser.parse_args()
    torch.set_num_threads(1)
    tagger = Tagger()
    tagger.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        to_onnx(tagger.eval(), Path(folder, "float.onnx"))
        quantize(Path(folder, "float.onnx"), options.to / "names.onnx")


if __name__ == "__main__":
    main()
