"""Words of languages, and what they betray: tables that several stages judge by, each with its own verdict.

On the ground, because who reads a model's answer, who writes and who checks must agree on what a guess, a name, a refusal or a
machine's mark is, and no stage imports another.
"""
