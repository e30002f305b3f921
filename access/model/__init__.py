"""The nouns of the field: frozen dataclasses, standard library only. Everything else imports these, never the reverse."""
