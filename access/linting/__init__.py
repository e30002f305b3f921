"""Anybody's texts checked, mended and scored, without a run: one room for each kind of text.

Above the stages, beside the pipeline, because it hands what one stage reads to what another measures.
"""
