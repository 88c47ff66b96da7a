"""The step vocabulary: the phrases that scenarios are written in, and nothing else.

``vocabulary.py`` is the whole list; the other files say what each phrase does, by who acts.
"""
