# syntax=docker/dockerfile:1
# The whole application in one small image: the executable, its pages' assets, nothing else. No shell, no package manager.
#   docker build -t pa-assistant .
# Both bases are arguments, so that it builds where only other registries, or none, can be reached (scripts/image.sh local).
# An executable that is built already takes the place of all of Rust: --build-context build=FOLDER, with out/app and out/data in it.
ARG BUILD_IMAGE=rust:1.95-bookworm
ARG RUNTIME_IMAGE=gcr.io/distroless/cc-debian12:nonroot

# Tools change rarely: the same script as on any machine installs what the base has not got.
# checkov:skip=CKV_DOCKER_7: the version stands in the argument
FROM ${BUILD_IMAGE} AS tools
ENV PA_CACHE=/opt/pa
WORKDIR /src
COPY Cargo.lock ./
COPY scripts/lib.sh scripts/setup.sh scripts/
RUN ["bash", "scripts/setup.sh", "build"]

# Dependencies change with the lock file: they are built before our sources are there.
FROM tools AS dependencies
COPY Cargo.toml build.rs ./
COPY migrations/Cargo.toml migrations/
COPY scripts/deploy/dependencies.sh scripts/deploy/
RUN ["bash", "scripts/deploy/dependencies.sh"]

FROM dependencies AS build
COPY . .
RUN ["bash", "scripts/deploy/build.sh", "/out"]

FROM ${RUNTIME_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="pa-assistant" \
      org.opencontainers.image.description="Runs a company's yearly performance assessment" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build --chown=0:0 /out/app /app
# The only place it writes to; everything else may be mounted read-only.
COPY --from=build --chown=1001:1001 /out/data /data
ENV HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=file:/data/pa-assistant.db \
    LOG_FORMAT=json \
    DRAIN_MS=5000
WORKDIR /data
USER 1001:1001
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/app/pa-assistant", "healthcheck"]
ENTRYPOINT ["/app/pa-assistant"]
CMD ["serve"]
