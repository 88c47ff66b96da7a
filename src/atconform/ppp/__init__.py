"""PPP as it stands on the line: frames, packets, options. What is said with them is the business of either end."""
