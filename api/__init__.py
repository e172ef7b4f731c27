"""The HTTP skin over the queries: FastAPI and pydantic live here only."""
