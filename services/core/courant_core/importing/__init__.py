"""Imports in the browser: the code of the command, in a process of its own, which administrators watch.

`payloads` and `entries` are the contract, `job` is what is known of an import (pure), `uploads` the file on its way,
`working` runs the process, `desk` has the handlers, and `showing` draws.
"""
