"""What plays a scenario and judges it: session, grammar, bench, transcript."""
