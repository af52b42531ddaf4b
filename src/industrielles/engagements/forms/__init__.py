"""What people fill in about engagements: teachers and role models here, coordinators in `desk`."""
