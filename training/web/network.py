import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pad_sequence

from training.web.pages import Page

WIDTH, LAYERS = 64, 6
DROPPED = 0.3
EPOCHS, BATCH, RATE, DECAY = 60, 16, 2e-3, 0.05
LONGEST = 1200


class Network(nn.Module):
    def __init__(self, columns: int) -> None:
        super().__init__()
        layers = range(LAYERS)
        self.drop_input, self.drop = nn.Dropout(0.1), nn.Dropout(DROPPED)
        self.first = nn.Linear(columns, WIDTH)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=2**k, dilation=2**k) for k in layers
        )
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in layers)
        self.hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1)
        self.gelu = nn.GELU(approximate="tanh")

    def forward(self, x: Tensor, known: Tensor) -> Tensor:
        mask = known.unsqueeze(-1).float()
        first = self.drop(self.gelu(self.first(self.drop_input(x))))
        y = first * mask
        for convolve, norm in zip(self.convolutions, self.norms, strict=True):
            turned = convolve(norm(y).mul(mask).transpose(1, 2)).transpose(1, 2)
            y = (y + self.drop(self.gelu(turned))) * mask
        page = (y.sum(1) / mask.sum(1))[:, None].expand_as(y)
        joined = self.drop(torch.cat([first, y, page], -1))
        return self.out(self.gelu(self.hidden(joined))).squeeze(-1)


def learn_network(pages: Sequence[Page], seed: int) -> dict[str, Any]:
    torch.manual_seed(seed)
    draw = random.Random(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    rows = [_soften(page) for page in pages]
    every = np.vstack(rows)
    mean, spread = every.mean(0), every.std(0) + 1e-3
    shown = [np.clip((x - mean) / spread, -4, 4).astype(np.float32) for x in rows]
    network = Network(every.shape[1]).to(device)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    order = list(range(len(pages)))
    steps = EPOCHS * -(-len(order) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        draw.shuffle(order)
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, 20 * step / steps + 0.05) * (1 - step / steps)
            loss = _loss(network, [_cut(pages[i], shown[i], draw) for i in some], device)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
    return {"mean": mean, "spread": spread, **_arrays(network)}


def _soften(page: Page) -> Any:
    rows = np.array(page.rows, dtype=np.float32)
    return np.sign(rows) * np.log1p(np.abs(rows))


def _cut(page: Page, rows: Any, draw: random.Random) -> tuple[Tensor, Tensor, Tensor, float]:
    at = draw.randint(0, max(0, len(rows) - LONGEST))
    part = slice(at, at + LONGEST)
    told = (torch.tensor(list(column)[part]) for column in (page.labels, page.sizes))
    labels, sizes = (column.float() for column in told)
    return torch.tensor(rows[part]), labels, sizes, 0.3 if page.small else 1.0


def _loss(
    network: Network, parts: Sequence[tuple[Tensor, Tensor, Tensor, float]], device: str
) -> Tensor:
    x, labels, sizes = (
        pad_sequence([part[k] for part in parts], batch_first=True).to(device) for k in range(3)
    )
    lengths = torch.tensor([len(part[0]) for part in parts], device=device)
    known = torch.arange(x.shape[1], device=device)[None] < lengths[:, None]
    said = network(x, known)
    odds = torch.sigmoid(said) * known
    wanted = (labels * sizes).sum(1)
    f1 = 2 * (odds * labels * sizes).sum(1) / ((odds * sizes).sum(1) + wanted + 1)
    share = (sizes / wanted.clamp(min=30)[:, None]).clamp(max=0.5) * known
    entropy = binary_cross_entropy_with_logits(said, labels, reduction="none") * share
    weights = torch.tensor([part[3] for part in parts], device=device)
    return (weights * (1 - f1 + 0.5 * entropy.sum(1))).mean()


def _arrays(network: Network) -> dict[str, Any]:
    named = [("in", network.first), ("hidden", network.hidden), ("out", network.out)]
    named += [(f"conv{k}", layer) for k, layer in enumerate(network.convolutions)]
    named += [(f"norm{k}", layer) for k, layer in enumerate(network.norms)]
    return {
        f"{name}.{kind}": getattr(layer, kind).detach().cpu().numpy()
        for name, layer in named
        for kind in ("weight", "bias")
    }
