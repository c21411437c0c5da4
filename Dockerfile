# syntax=docker/dockerfile:1

# Built where the builder runs: the program is plain JavaScript, the same for every platform.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Sunsteer" \
      org.opencontainers.image.description="Self-hosted home-energy hub" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /build/package.json /build/README.md /build/LICENSE /build/CHANGELOG.md ./
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist ./dist
COPY --from=build /build/node_modules ./node_modules
USER node
EXPOSE 7171
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7171/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/sunsteer.mjs"]
CMD ["run"]
