"""`graphkit analyse`: what the graph knows that no single paper says; one file a measure."""

import typer

from graphkit.cli.analyse import citations, communities, gaps, ranking, robustness, similar, trends

app = typer.Typer(
    no_args_is_help=True,
    help="Rankings, communities, similar papers, trends, gaps, robustness, citations.",
)
app.command()(ranking.ranking)
app.command()(communities.communities)
app.command()(similar.similar)
app.command()(similar.path)
app.command()(trends.trends)
app.command()(gaps.gaps)
app.command()(robustness.robustness)
app.command()(citations.citations)
