"""What comes in and goes out: records of other tools, read completely before anything is written."""
