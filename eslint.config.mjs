/**
 * The rules of this project: which layer may import which, what guards a page, where words are. What
 * every project checks, oxlint does: .oxlintrc.json.
 */
import parser from '@typescript-eslint/parser'
import { guards } from './eslint/guards.mjs'
import { words } from './eslint/words.mjs'

/** Files that may run at the edge: pure, with jose, zod and web standards only. */
const EDGE_SAFE_FILES = ['lib/{base,tokens}/**']

/** Matches our own modules, by alias or by a relative path upwards. */
const ours = (path) => `^(@|\\.\\.(/\\.\\.)*)/${path}`
const APP = ours('app(/|$)')
const DATABASE = `${ours('db(/|$)')}|^(drizzle-orm|better-sqlite3)(/|$)`
const TABLES = `${ours('db/(?!queries/|(batches|connection)$)')}|^(drizzle-orm|better-sqlite3)(/|$)`
const NEXT = '^(next|react|react-dom)(/|$)'
const NOT_EDGE_SAFE = ours('lib/(?!(base|tokens)/)')
/** The domain. Telemetry is not part of it: it may be used everywhere except at the edge. */
const DOMAIN = ours('lib/(?!(base|tokens|telemetry)/)')

/** What files may not import, and what to use instead. Each file belongs to exactly one layer. */
const layer = (files, forbidden, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.entries(forbidden).map(([regex, rule]) => ({
          regex,
          ...(typeof rule === 'string' ? { message: rule } : rule),
        })),
      },
    ],
  },
})

const layers = [
  layer(['middleware.ts'], {
    [NOT_EDGE_SAFE]: 'The middleware may import only lib/{base,tokens}.',
    [APP]: 'The middleware must not depend on app/.',
    [DATABASE]: 'The middleware runs at the edge, where there is no database.',
    '^next/(?!server$)|^react': 'The middleware may import only next/server.',
    '^node:': 'The middleware runs at the edge, where there is no Node.js.',
  }),
  layer(['cli/**'], {
    [NEXT]: 'The command line runs without Next.js.',
    [APP]: 'The command line must not depend on app/.',
    [ours('lib/request/')]: 'The command line has no request; call lib/<domain>.',
  }),
  layer(['app/**', 'examples/page/**'], {
    [DATABASE]: 'Pages and actions call lib/, never the database.',
  }),
  layer(['lib/request/**'], {
    [DATABASE]: 'lib/request calls lib/<domain>, never the database.',
    [APP]: 'lib/ must not depend on app/.',
  }),
  layer(
    ['lib/**'],
    {
      [NEXT]: 'Only lib/request may use Next.js; take plain values instead.',
      [ours('lib/request/')]: 'The domain must not use lib/request; take plain values instead.',
      '^\\.\\./request/': 'The domain must not use lib/request; take plain values instead.',
      [TABLES]: 'Write the query in db/queries.',
      [APP]: 'lib/ must not depend on app/.',
    },
    ['lib/request/**', 'lib/telemetry/**', ...EDGE_SAFE_FILES],
  ),
  layer(['lib/telemetry/**'], {
    [NEXT]: 'Only lib/request may use Next.js; take plain values instead.',
    [DOMAIN]: 'lib/telemetry must not depend on the domain.',
    '^\\.\\./(?!(base|tokens|telemetry)/)': 'lib/telemetry must not depend on the domain.',
    [DATABASE]: 'lib/telemetry must not depend on the database; take plain values.',
    [APP]: 'lib/ must not depend on app/.',
  }),
  layer(EDGE_SAFE_FILES, {
    [NEXT]: 'This file may run at the edge; only lib/request may use Next.js.',
    '^node:|^bcryptjs': 'This file may run at the edge, where there is no Node.js.',
    [DATABASE]: 'This file may run at the edge; take the rows as arguments.',
    [NOT_EDGE_SAFE]: 'This file may run at the edge; import only lib/{base,tokens}.',
    '^\\.\\./(?!(base|tokens)/)': 'This file may run at the edge; import only lib/{base,tokens}.',
    [APP]: 'lib/ must not depend on app/.',
  }),
  layer(
    ['db/**'],
    {
      [NEXT]: 'The database must not depend on Next.js.',
      [DOMAIN]: 'The database may use settings and plain helpers, not the domain.',
      [APP]: 'The database must not depend on app/.',
    },
    ['db/schema/**'],
  ),
  layer(['packages/verify/**'], {
    '^(?!jose$|\\./)': 'Other services install this package: use only jose and web standards.',
  }),
  layer(['examples/{shop,*-service,sso-app,iot-device,machine}/**'], {
    [ours('')]: 'An example is a separate service: use only the URLs of Gatehouse.',
  }),
  layer(['db/schema/**'], {
    '^(?!drizzle-orm(/|$)|\\./|@/lib/base/ids$)':
      'drizzle-kit loads the schema alone: import only drizzle-orm.',
    // Types are gone before drizzle-kit loads the file.
    '^@/lib/base/ids$': { message: 'Import only the types of ids.', allowTypeImports: true },
  }),
]

const habits = [
  {
    files: ['**/*.{ts,tsx}'],
    ignores: [
      'lib/base/env.ts',
      'server.ts',
      'scripts/check-settings.ts',
      'bench/run/**',
      'examples/*/settings.ts',
      '*.config.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings come from env() in lib/base/env.ts.',
        },
      ],
    },
  },
  {
    files: ['app/**'],
    ignores: ['app/_ui/{confirm-first-form,form,link}.tsx', 'app/_ui/form-answer.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[source.value="next/link"]',
          message: 'Use Link in app/_ui: it shows that it was clicked.',
        },
        {
          selector: 'ImportSpecifier[imported.name=/^use(ActionState|FormStatus)$/]',
          message: 'Use useForm and Form in app/_ui: they keep the input when no answer comes.',
        },
        {
          selector:
            'JSXOpeningElement[name.name="form"] > JSXAttribute[name.name="action"] Identifier[name=/^[a-z]/]',
          message: 'Use Form in app/_ui: it keeps the input when no answer comes.',
        },
      ],
    },
  },
  {
    files: ['db/queries/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[arguments.length=0][callee.property.name=/^(get|all|run)$/]',
          message: 'Await the query itself: .get(), .all() and .run() exist on SQLite only.',
        },
      ],
    },
  },
]

const config = [
  {
    ignores: [
      ...['**/.next/', '**/dist/', 'bench/', 'data/', '**/*.{js,cjs,mjs}'],
      ...['**/*.test.{ts,tsx}', 'tests/**'],
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  ...layers,
  ...guards,
  ...words,
  ...habits,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
]

export default config
