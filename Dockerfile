FROM node:24-bookworm-slim AS build
WORKDIR /laris
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && rm -rf web/src && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libxml2 libicu72 && rm -rf /var/lib/apt/lists/* && useradd --system --uid 10001 --home /data laris && install -d -o laris -g laris -m 0700 /data
COPY --from=build --chown=root:root /laris /laris
WORKDIR /laris
USER laris
ENV HOST=0.0.0.0 LARIS_DATA_DIR=/data NODE_ENV=production
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD node -e "fetch('http://127.0.0.1:3000/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
STOPSIGNAL SIGTERM
CMD ["node", "server/src/cli.ts", "start"]
