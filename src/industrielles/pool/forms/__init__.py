"""What is filled in about role models: the filters of the directory, a profile."""
