"""What recognisers are known to get wrong, and the cure for each: pure functions over words, whatever engine gave them.

`listen.py` tells in which order they act. Each says what it did in a remark, so that a person can look there.
"""
