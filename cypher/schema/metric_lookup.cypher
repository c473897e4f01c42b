// Find a metric by anything that it is called, in any case
CREATE TEXT INDEX metric_lookup IF NOT EXISTS
FOR (n:Metric) ON (n.lookup);
