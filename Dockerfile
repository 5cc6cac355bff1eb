# syntax=docker/dockerfile:1

# One base for both stages: the native module of SQLite is compiled for it.
ARG NODE=node:26-bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
# For platforms without a prebuilt binary of better-sqlite3.
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
COPY . .
RUN --mount=type=cache,target=/root/.npm npm run build
# Only a build or a debugger needs these: more than half of the size.
RUN find node_modules -name '*.map' -delete
RUN rm -rf .next/cache \
  node_modules/@esbuild \
  node_modules/@img \
  node_modules/@next/swc-* \
  node_modules/@rolldown \
  node_modules/@tailwindcss \
  node_modules/better-sqlite3/deps \
  node_modules/esbuild \
  node_modules/lightningcss-* \
  node_modules/lucide-react \
  node_modules/next/dist/docs \
  node_modules/playwright* \
  node_modules/tailwindcss \
  node_modules/typescript

FROM ${NODE}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json /app/package-lock.json /app/tsconfig.json ./
COPY --from=build /app/next.config.js /app/postcss.config.mjs /app/middleware.ts /app/server.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/dist ./dist
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/app ./app
COPY --from=build /app/cli ./cli
COPY --from=build /app/db ./db
COPY --from=build /app/lib ./lib
# The only folder that the server writes to.
RUN mkdir -p data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
# Liveness, not readiness: a new container does not help during an outage of the database.
HEALTHCHECK --interval=10s --start-period=30s CMD ["node", "scripts/healthy.mjs"]
CMD ["node", "scripts/start.mjs"]
