"""Lists as files: CSV, Excel, Parquet, and the process that reads an upload."""
