r"""Average the parameters of taggers that began as one, and learned from different papers.

    python training/encoder/average.py half0.safetensors half1.safetensors \
        -o tagger.safetensors

Each part was tuned without the papers that the other saw; the mean knows both, and each part tells
what such a tagger says of papers that are new to it.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main() -> None:
    """Read the command line and write the mean."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("weights", type=Path, nargs="+", help="parameters, of finetune.py")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    parts = [load_file(path) for path in given.weights]
    names = parts[0].keys()
    means = {name: torch.stack([part[name] for part in parts]).mean(0) for name in names}
    save_file({name: mean.contiguous() for name, mean in means.items()}, given.output)


if __name__ == "__main__":
    main()
