"""What a clock of a test takes over of a program that knows nothing of it: its time, its threads and its ports."""
