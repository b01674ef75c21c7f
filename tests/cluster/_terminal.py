"""Runs a program in a terminal of its own, whose text it copies to stdout.

A line on stdin is what somebody types there; stdin's end closes the terminal.
"""

import os
import pty
import select
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
print(pid, flush=True)
while True:
    ready, _, _ = select.select([0, terminal], [], [])
    if terminal in ready:
        try:
            text = os.read(terminal, 4096)
        except OSError:  # all who had it open have ended
            break
        if not text:
            break
        os.write(1, text)
    if 0 in ready:
        typed = os.read(0, 4096)
        if not typed:
            break
        os.write(terminal, typed)
os.close(terminal)
