"""Train a model on annotated papers."""

from graphkit.extract.training.model_folder import check_output, write_model
from graphkit.extract.training.reading import TrainingPapers, read_papers
from graphkit.extract.training.training import Model, train

__all__ = ["Model", "TrainingPapers", "check_output", "read_papers", "train", "write_model"]
