"""All messages of all stations, for good: Parquet files on HDFS, S3 or a disk."""
