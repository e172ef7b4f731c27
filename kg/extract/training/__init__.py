"""Training: makes the trained components of the pipeline from the annotated corpus. Extracting needs none of it."""
