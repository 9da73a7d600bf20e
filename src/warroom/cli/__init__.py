"""What one can say: the command line."""
