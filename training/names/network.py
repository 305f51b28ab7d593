"""The token classifier: MiniLM's six BERT layers with a case embedding added to its word pieces."""

import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
CASES = 8
WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512


class Layer(nn.Module):
    """A BERT encoder layer (post-norm, exact GELU)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop, self.p = nn.Dropout(dropout), dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (
            f(x).view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v)
        )
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias.to(q.dtype)
        weights = F.dropout(scores.float().softmax(-1).to(v.dtype), self.p, self.training)
        x = self.n1(x + self.drop(self.o((weights @ v).transpose(1, 2).reshape(b, n, WIDTH))))
        return self.n2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Tagger(nn.Module):
    """Word-piece ids, case classes and mask (each batch x length) to logits (batch x length x 7)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Sequential(nn.Dropout(0.15), nn.Linear(WIDTH, len(LABELS)))
        nn.init.normal_(self.case.weight, std=0.02)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        x = self.word(ids) + self.case(case) + self.pos.weight[: ids.shape[1]] + self.segment
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(x)


def pretrained(path: str) -> Tagger:
    """The classifier with the encoder's weights from the `model.safetensors` of all-MiniLM-L6-v2."""
    given = {
        k.removeprefix("0.auto_model.").removeprefix("bert."): v.float()
        for k, v in load_file(path).items()
    }
    tagger = Tagger()
    state = tagger.state_dict()
    state["word.weight"] = given["embeddings.word_embeddings.weight"]
    state["pos.weight"] = given["embeddings.position_embeddings.weight"]
    state["segment"] = given["embeddings.token_type_embeddings.weight"][0]
    for t in ("weight", "bias"):
        state[f"norm.{t}"] = given[f"embeddings.LayerNorm.{t}"]
    names = {
        "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
        "o": "attention.output.dense", "n1": "attention.output.LayerNorm",
        "f1": "intermediate.dense", "f2": "output.dense", "n2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(LAYERS):
        for ours, theirs in names.items():
            for t in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{t}"] = given[f"encoder.layer.{i}.{theirs}.{t}"]
    tagger.load_state_dict(state)
    return tagger
