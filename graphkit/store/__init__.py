"""The graph in a database: Neo4j over the driver, Ladybug in the process.

Nothing is imported here, so that asking one engine never loads the other's driver.
"""
