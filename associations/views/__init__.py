"""Pages of the first floor: accounts, people, associations, the school, papers."""
