"""What a run leaves behind: its records, masked of secrets, and the summary of them."""
