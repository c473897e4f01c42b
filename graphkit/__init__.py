"""A knowledge graph of papers and what they propose, use, test on, address and measure."""

__version__ = "0.1.0"
