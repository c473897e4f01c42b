// One method an id
CREATE CONSTRAINT method_id_unique IF NOT EXISTS
FOR (n:Method) REQUIRE n.id IS UNIQUE;
