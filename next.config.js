/** How Next.js builds and serves; what the server decides by itself is in server.ts. */

// Next.js names an action by a hash of this key, its file and its own name. With the same key in every
// build a page that is open during an update goes on working. The server has another one to encrypt with.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= Buffer.alloc(32, 'names of actions').toString(
  'base64',
)

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
