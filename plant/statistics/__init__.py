"""What all castings come to, by the hour: from the archive, by Spark, into the warehouse."""
