"""The step vocabulary: the phrases that scenarios are written in, and nothing else.

``vocabulary.py`` is the whole list of phrases, ``states.py`` and ``network_events.py`` list what two of them can name.
The other files say what each phrase does, by who acts.
"""
