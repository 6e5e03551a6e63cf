"""What the plant has yet to hear, and how it gets there."""
