"""What people fill in: programmes, applications, steps."""
