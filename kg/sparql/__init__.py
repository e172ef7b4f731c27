"""Questions in SPARQL about the published graph, or about any RDF file: Oxigraph answers, in a process of its own.

`asking` is where to begin. Nothing is imported here, so that the process starts quickly.
"""
