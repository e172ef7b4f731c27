"""Components of the pipeline: one factory a file, named as in `pipeline.cfg`."""
