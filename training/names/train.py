"""Fine-tunes the encoder to name people, organizations and places.

usage: python -m training.names.train DATA ENCODER OUT [--minutes 70] [--start CHECKPOINT] [--rate 1.6e-4]
DATA holds politics_dev.txt and train/; ENCODER the model.safetensors of all-MiniLM-L6-v2.
Run it with OMP_WAIT_POLICY=PASSIVE. The rate falls to nothing over the minutes given. OUT gets a checkpoint of the averaged weights every eighth.
"""

import argparse
import copy
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from training.names.corpora import Document, read, read_all
from training.names.examples import NONE, Examples, batches, tensors
from training.names.network import LABELS, LAYERS, Tagger, pretrained

WARM = 0.06
"""Share of the time in which the rate rises."""
DECAY = 0.85
"""What a layer's rate is of that of the layer above."""
AVERAGE = 0.998
"""Decay of the moving average of the weights."""


def optimizer(tagger: Tagger, rate: float) -> torch.optim.Optimizer:
    """AdamW with rates that fall with depth; the new head and case embedding learn fastest."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in tagger.named_parameters():
        depth = LAYERS - 1 - int(name.split(".")[1]) if name.startswith("layers.") else LAYERS
        own = 3.75 * rate if name.startswith(("head", "case")) else rate * DECAY**depth
        decay = 0.01 if parameter.ndim > 1 else 0.0
        groups.setdefault((own, decay), []).append(parameter)
    made = [
        {"params": parameters, "lr": own, "base": own, "weight_decay": decay}
        for (own, decay), parameters in groups.items()
    ]
    return torch.optim.AdamW(made, betas=(0.9, 0.98), eps=1e-6)


def loss_of(tagger: Tagger, batch: list) -> torch.Tensor:
    ids, cases, mask, labels = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        logits = tagger(ids, cases, mask)
    return F.cross_entropy(
        logits.float().flatten(0, 1), labels.flatten(), ignore_index=NONE, label_smoothing=0.03
    )


def spans(labels: list[int]) -> set[tuple[int, int, str]]:
    found, start, kind = set(), 0, ""
    for index, label in enumerate([*labels, 0]):
        name = LABELS[label]
        if kind and name != f"I-{kind}":
            found.add((start, index, kind))
            kind = ""
        if not kind and name != "O":
            start, kind = index, name[2:]
    return found


@torch.no_grad()
def evaluate(tagger: Tagger, windows: list) -> dict[str, float]:
    """F1 of exact spans by kind, by the best label of each piece."""
    counts = {"PER": [0, 0], "ORG": [0, 0], "LOC": [0, 0]}
    for batch in batches(windows[:]):
        ids, cases, mask, labels = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            best = tagger(ids, cases, mask).argmax(-1)
        best[labels == NONE] = 0
        for row, gold in zip(best.tolist(), labels.clamp(min=0).tolist(), strict=True):
            found, wanted = spans(row), spans(gold)
            for kind, tally in counts.items():
                tally[0] += sum(name[2] == kind for name in found & wanted)
                tally[1] += sum(name[2] == kind for name in found)
                tally[1] += sum(name[2] == kind for name in wanted)
    return {kind: round(2 * hits / max(both, 1), 4) for kind, (hits, both) in counts.items()}


def joined(documents: list[Document]) -> Document:
    return [sentence for document in documents for sentence in document]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("data", "encoder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=1.6e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--without", default="", help="corpora left out, by the start of their name"
    )
    options = parser.parse_args()
    torch.set_num_threads(1)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    corpora = read_all(options.data / "train")
    left_out = tuple(options.without.split(",")) if options.without else ()
    corpora = {name: docs for name, docs in corpora.items() if not name.startswith(left_out)}
    examples = Examples(corpora)
    development = examples.windows(joined(read(options.data / "politics_dev.txt")))
    tagger = pretrained(str(options.encoder / "model.safetensors"))
    if options.start:
        tagger.load_state_dict(torch.load(options.start, weights_only=True))
    fit(tagger.train(), examples, development, options)


def fit(tagger: Tagger, examples: Examples, development: list, options: argparse.Namespace) -> None:
    rates = optimizer(tagger, options.rate)
    average = copy.deepcopy(tagger).eval()
    began, budget = time.monotonic(), options.minutes * 60
    step = pieces = kept = epoch = 0
    queue: list = []
    losses = 0.0
    while (share := (time.monotonic() - began) / budget) < 1:
        if not queue:
            queue, epoch = batches(examples.epoch()), epoch + 1
            print(f"epoch {epoch}: {len(queue)} batches", flush=True)
        for group in rates.param_groups:
            group["lr"] = group["base"] * max(0.01, min(share / WARM, (1 - share) / (1 - WARM)))
        batch = queue.pop()
        loss = loss_of(tagger, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        rates.step()
        rates.zero_grad(set_to_none=True)
        step += 1
        pieces += sum(len(window[0]) for window in batch)
        losses += 0.02 * (loss.item() - losses)
        with torch.no_grad():
            decay = min(AVERAGE, (1 + step) / (10 + step))
            for mean, now in zip(average.parameters(), tagger.parameters(), strict=True):
                mean.lerp_(now, 1 - decay)
        if share * 8 > kept + 1:
            kept += 1
            report(average, development, options.out, step, pieces, losses, began)
    report(average, development, options.out, step, pieces, losses, began)


def report(average, development, out, step, pieces, losses, began) -> None:
    """Keeps the averaged weights and prints how good they are."""
    waiting = out / "average.pt.part"
    torch.save(average.state_dict(), waiting)
    waiting.replace(out / "average.pt")
    seconds = time.monotonic() - began
    print(f"step {step} {seconds:.0f} s {pieces / seconds:.0f} pieces/s loss {losses:.4f} "
          f"politics {evaluate(average, development)}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
