"""Engines behind any server that speaks OpenAI's API: one of your own, or one that the settings name.

`address` says which server and model a setting means, `client` asks it, and each kind of engine has a room of its own. They
are `remote`: media leaves this process, so `auto` never picks them.
"""
