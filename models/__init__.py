"""What all sides agree on: plain values that travel between the rooms."""
