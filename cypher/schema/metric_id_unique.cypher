// One metric an id
CREATE CONSTRAINT metric_id_unique IF NOT EXISTS
FOR (n:Metric) REQUIRE n.id IS UNIQUE;
