# Sourced by every script here: a folder that is removed at the end, pinned packages in it, a router, the comparison.
# Nothing here knows Courant.

set -euo pipefail

LAB=$(mktemp -d)
FINDINGS=$(cd "$(dirname "$0")" && pwd)
STARTED="" # ids of the processes that end with the script

_leave() {
    for id in $STARTED; do kill -TERM "$id" 2>/dev/null && wait "$id" 2>/dev/null || true; done
    rm -rf "$LAB"
}
trap _leave EXIT
trap 'exit 130' HUP INT TERM

# Install packages from PyPI, written NAME==VERSION, for `py`.
python_packages() {
    [ -d "$LAB/python" ] || python3 -m venv "$LAB/python"
    timeout 600 "$LAB/python/bin/pip" install --quiet --no-compile "$@" >"$LAB/pip.log" 2>&1 ||
        { cat "$LAB/pip.log" >&2; exit 2; }
}

# Install packages from npm, written NAME@VERSION, for `js`.
node_packages() {
    (cd "$LAB" && timeout 600 npm install --silent --no-audit --no-fund --no-save "$@" >"$LAB/npm.log" 2>&1) ||
        { cat "$LAB/npm.log" >&2; exit 2; }
}

# Run Python, or an ES module from standard input under the npm package `node` or else the machine's Node.
# Both end after LIMIT seconds; what they complain of is shown only where the script then fails.
py() { PYTHONPATH="$FINDINGS" timeout "${LIMIT:-90}" "$LAB/python/bin/python" "$@" 2>>"$LAB/errors"; }
js() {
    cat >"$LAB/script.mjs"
    (cd "$LAB" && PATH="$LAB/node_modules/.bin:$PATH" timeout "${LIMIT:-90}" node "$@" script.mjs 2>>"$LAB/errors")
}

# A TCP port of this machine that nobody listens on.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Wait until something listens on a port.
listening() {
    for _ in $(seq 1200); do
        if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
        sleep 0.1
    done
    echo "Nothing listens on port $1." >&2
    exit 2
}

# Wait until a file has a line with these words.
has_line() {
    for _ in $(seq 1200); do
        if grep -q "$1" "$2" 2>/dev/null; then return; fi
        sleep 0.1
    done
    echo "Nothing said \"$1\"." >&2
    tail -n 20 "$LAB/errors" >&2
    exit 2
}

# Start Crossbar with the router worker (realms, transports) that is given as JSON; it must listen on port $1.
crossbar_starts() {
    mkdir -p "$LAB/node"
    printf '{"version": 2, "workers": [%s]}' "$(cat)" >"$LAB/node/config.json"
    "$LAB/python/bin/crossbar" start --cbdir "$LAB/node" --loglevel=warn >"$LAB/router.log" 2>&1 &
    STARTED="$STARTED $!"
    listening "$1"
}

# A network that can fail: what connects to port $1 reaches port $2 until `network_fails`.
network_starts() {
    python3 "$FINDINGS/relay.py" "$1" "$2" 2>>"$LAB/errors" &
    NETWORK=$!
    STARTED="$STARTED $NETWORK"
    listening "$1"
}
network_fails() { kill -KILL "$NETWORK" && { wait "$NETWORK" 2>/dev/null || true; }; }

# Show what comes in, and fail unless it is what stands under "Seen:" in the header of the script.
as_seen() {
    sed -n '/^# Seen:/,/^# Instead:/s/^#   //p' "$FINDINGS/$(basename "$0")" >"$LAB/expected"
    tee "$LAB/seen"
    if ! diff -u "$LAB/expected" "$LAB/seen" >"$LAB/difference"; then
        printf '\nNo longer as in the header of %s:\n' "$(basename "$0")"
        cat "$LAB/difference"
        if [ -s "$LAB/errors" ]; then tail -n 20 "$LAB/errors"; fi
        if [ -s "$LAB/router.log" ]; then tail -n 20 "$LAB/router.log"; fi
        return 1
    fi
}
