"""Random valid pages of every dialect, each with the truth of what it says."""
