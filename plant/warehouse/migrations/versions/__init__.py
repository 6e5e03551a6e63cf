"""One file for each step; none is ever changed after a release."""
