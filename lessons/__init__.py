"""Floor 4: what happens in classrooms: open lessons, visits, events, mentorship."""
