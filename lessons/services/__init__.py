"""What happens to lessons, visits, events and mentorships: one function, one deed."""
