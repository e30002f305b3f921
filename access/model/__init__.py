"""The nouns of the field: frozen dataclasses over the standard library only. Everything else imports these, never the reverse."""
