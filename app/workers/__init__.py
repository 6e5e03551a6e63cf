"""The only code that starts threads: capture, judge, recording, sending and reading."""
