"""Open indexes -> files: raw answers, kept as they came, for `graphkit build` to read."""

from graphkit.fetch.client import Client
from graphkit.fetch.fetching import FetchReport, Service, enrich, fetch

__all__ = ["Client", "FetchReport", "Service", "enrich", "fetch"]
