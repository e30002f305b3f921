"""Accessible media, from a drop folder: captions, transcripts, alt text and audio description."""
