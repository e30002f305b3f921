"""What vision engines are known to answer that may not be spoken, and the cure for each: pure functions over text.

`answers.py` tells in which order they act.
"""
