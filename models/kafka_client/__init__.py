"""What the station and the plant need of kafka-python, kept on a short lead."""
