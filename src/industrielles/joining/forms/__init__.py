"""What people fill in to come in, and what coordinators fill in to let them."""
