"""Faults on a real station with a real broker: killed, cut off, frozen; and nothing is lost."""
