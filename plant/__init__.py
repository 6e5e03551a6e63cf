"""The plant's side, beyond Kafka and on other machines: it needs neither Qt nor the station."""
