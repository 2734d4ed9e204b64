"""Exchange: records in from a folder of CSV files, and out into one."""
