"""Who may do what with open lessons, visits, events and mentorships."""
