/** How Next.js builds and serves; what the server decides by itself is in server.ts. */

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Types are checked by `npm test`; `npm start` should not wait for it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: [
    ...['better-sqlite3', 'pg', 'rate-limiter-flexible', 'tinypool', 'bcryptjs'],
    ...['pino', 'pino-pretty', 'prom-client'],
  ],
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
    proxyClientMaxBodySize: '64kb',
  },
}

export default config
