"""What every room uses: units, errors, notation, verdicts, masking, the names of families."""
