"""What the exit status tells, by the command line contract."""

FOUND = 0
NOTHING = 1
USAGE = 2
TROUBLE = 3
INTERRUPTED = 130
