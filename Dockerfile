FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/jjj
COPY requirements.txt .
RUN apt-get update && apt-get install -y --no-install-recommends gcc && /opt/jjj/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN /opt/jjj/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /opt/jjj /opt/jjj
COPY data/documents /data/documents
RUN useradd --create-home jjj && mkdir /workspace && chown jjj /workspace
USER jjj
ENV PATH=/opt/jjj/bin:$PATH JJJ_WORKSPACE=/workspace
VOLUME /workspace
EXPOSE 8000
CMD ["sh", "-c", "jjj build /data/documents && exec jjj serve --host 0.0.0.0 --port 8000"]
