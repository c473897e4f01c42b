#!/bin/sh
# Import the files of this folder into a Neo4j whose server is stopped.
#
#     ./import.sh [--overwrite] [DATABASE]
#
# DATABASE is $NEO4J_DATABASE, else neo4j. --overwrite replaces what the database holds.
# neo4j-admin is taken from $NEO4J_ADMIN, $NEO4J_HOME/bin or the PATH. On Windows run, in this
# folder and with the server stopped:  neo4j-admin database import full @import.args neo4j
# A server that cannot be stopped: see load-csv.cypher.
set -eu
cd "$(dirname "$0")"

fail() {
    printf 'import.sh: %s\n' "$1" >&2
    printf '  %s\n' "$2" >&2
    exit "$3"
}

overwrite=
database=${NEO4J_DATABASE:-neo4j}
for argument in "$@"; do
    case $argument in
        --overwrite) overwrite=--overwrite-destination ;;
        -*) fail "unknown option $argument" "expected [--overwrite] [DATABASE]" 2 ;;
        *) database=$argument ;;
    esac
done

admin=${NEO4J_ADMIN:-}
if [ -z "$admin" ] && [ -x "${NEO4J_HOME:-/none}/bin/neo4j-admin" ]; then
    admin=$NEO4J_HOME/bin/neo4j-admin
fi
admin=${admin:-$(command -v neo4j-admin || true)}
if [ -z "$admin" ] || [ ! -x "$admin" ]; then
    fail "no neo4j-admin found" "set NEO4J_HOME to the folder of Neo4j, or NEO4J_ADMIN to the program" 2
fi

# neo4j-admin itself refuses a database that is in use; this says it sooner and what to do.
neo4j=$(dirname "$admin")/neo4j
pid=$(cat "${NEO4J_HOME:-/none}/run/neo4j.pid" 2>/dev/null || true)
if { [ -x "$neo4j" ] && "$neo4j" status >/dev/null 2>&1; } ||
    { [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }; then
    fail "the server is running" "stop it (neo4j stop, or docker compose stop neo4j) and run this again" 4
fi

# shellcheck disable=SC2086 # empty or one option
if ! "$admin" database import full @import.args $overwrite "$database"; then
    printf 'import.sh: the import failed, see above\n' >&2
    printf '  %s\n' "the server has to be stopped" \
        "a database that holds data is replaced only with --overwrite" \
        "more memory: HEAP_SIZE=4g ./import.sh" >&2
    exit 4
fi
cat >&2 <<DONE
imported into database $database. Then:
  1. start the server
  2. cypher-shell -d $database -f schema.cypher     constraints and indexes
  3. GRAPHKIT_VERIFY     the same digest as the graph folder
DONE
