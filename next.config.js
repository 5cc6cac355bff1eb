/** How Next.js builds and serves; everything else is in server.ts. */

// Next.js names an action by a hash of this key, its file and its name. With the same key in every
// build, pages that are open during an update go on working. The server encrypts with another key.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= Buffer.alloc(32, 'names of actions').toString(
  'base64',
)

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // `npm test` checks types; `npm start` should not wait for that.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: [
    'better-sqlite3',
    'pg',
    'tinypool',
    'bcryptjs',
    'pino',
    'pino-pretty',
    'prom-client',
  ],
  experimental: {
    // Pages load before the first request. Tests turn it off: they start many servers for few pages.
    preloadEntriesOnStart: process.env.PRELOAD_PAGES !== 'no',
    serverActions: { bodySizeLimit: '64kb' },
    proxyClientMaxBodySize: '64kb',
  },
}

export default config
