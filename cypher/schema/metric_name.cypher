// Find a metric by its name
CREATE INDEX metric_name IF NOT EXISTS
FOR (n:Metric) ON (n.name);
