/** The rules of the house, among them who may import whom. */
import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'
import { guards } from './eslint/guards.mjs'

const TESTS = ['**/*.test.{ts,tsx}', 'tests/**']
/** Files that may run at the edge: pure, with jose, zod and web standards only. */
const EDGE_SAFE_FILES = ['lib/{base,tokens}/**']

/** A module of ours, by its alias or by a path that climbs. */
const ours = (path) => `^(@|\\.\\.(/\\.\\.)*)/${path}`
const APP = ours('app(/|$)')
const DATABASE = `${ours('db(/|$)')}|^(drizzle-orm|better-sqlite3)(/|$)`
const TABLES = `${ours('db/(?!queries/|(batches|connection)$)')}|^(drizzle-orm|better-sqlite3)(/|$)`
const NEXT = '^(next|react|react-dom)(/|$)'
const NOT_EDGE_SAFE = ours('lib/(?!(base|tokens)/)')
/** What notes how things go may be used everywhere but at the edge, and knows no rules itself. */
const RULES = ours('lib/(?!(base|tokens|telemetry)/)')

/** What a file may not import, and where to go instead. Each file falls into exactly one layer. */
const layer = (files, forbidden, ignores = []) => ({
  files,
  ignores: [...TESTS, ...ignores],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.entries(forbidden).map(([regex, message]) => ({ regex, message })),
      },
    ],
  },
})

const layers = [
  layer(['middleware.ts'], {
    [NOT_EDGE_SAFE]: 'The middleware may import only the edge-safe ring of lib/.',
    [APP]: 'The middleware comes before app/.',
    [DATABASE]: 'The middleware runs at the edge, where there is no database.',
    '^next/(?!server$)|^react': 'The middleware knows next/server alone.',
    '^node:': 'The middleware runs at the edge, where there is no Node.js.',
  }),
  layer(['cli/**'], {
    [NEXT]: 'The command line runs without Next.js.',
    [APP]: 'The command line has words of its own.',
    [ours('lib/request/')]: 'There is no request; call lib/<domain>.',
  }),
  layer(['app/**', 'examples/page/**'], {
    [DATABASE]: 'Pages and actions call lib/, never the database.',
  }),
  layer(['lib/request/**'], {
    [DATABASE]: 'The doorway asks lib/<domain>, never the database.',
    [APP]: 'lib/ does not know who shows what it says.',
  }),
  layer(
    ['lib/**'],
    {
      [NEXT]: 'Only lib/request may speak to Next.js; take plain values instead.',
      [ours('lib/request/')]: 'lib/request stands before the domain; take plain values instead.',
      '^\\.\\./request/': 'lib/request stands before the domain; take plain values instead.',
      [TABLES]: 'Write the query in db/queries.',
      [APP]: 'lib/ does not know who shows what it says.',
    },
    ['lib/request/**', 'lib/telemetry/**', ...EDGE_SAFE_FILES],
  ),
  layer(['lib/telemetry/**'], {
    [NEXT]: 'Only lib/request may speak to Next.js; take plain values instead.',
    [RULES]: 'It notes how things go for all of lib/, and knows no rules.',
    '^\\.\\./(?!(base|tokens|telemetry)/)':
      'It notes how things go for all of lib/, and knows no rules.',
    [DATABASE]: 'The database notes how it goes here; take plain values.',
    [APP]: 'lib/ does not know who shows what it says.',
  }),
  layer(EDGE_SAFE_FILES, {
    [NEXT]: 'This file may run at the edge, and Next.js belongs to lib/request.',
    '^node:|^bcryptjs': 'This file may run at the edge, where there is no Node.js.',
    [DATABASE]: 'This file may run at the edge; take the rows as arguments.',
    [NOT_EDGE_SAFE]: 'This file may run at the edge and imports only its like.',
    '^\\.\\./(?!(base|tokens)/)': 'This file may run at the edge and imports only its like.',
    [APP]: 'lib/ does not know who shows what it says.',
  }),
  layer(
    ['db/**'],
    {
      [NEXT]: 'The database does not know Next.js.',
      [RULES]: 'The database knows settings and plain helpers, no rules.',
      [APP]: 'The database does not know who shows its rows.',
    },
    ['db/schema/**'],
  ),
  layer(['packages/verify/**'], {
    '^(?!jose$|\\./)': 'Other services install this package: it needs jose and web standards only.',
  }),
  layer(['examples/{shop,*-service}/**'], {
    [ours('')]: 'An example is a service of its own, and knows Gatehouse by its addresses alone.',
  }),
  layer(['db/schema/**'], {
    '^(?!drizzle-orm(/|$)|\\./|\\.\\./password-cost$)':
      'drizzle-kit loads the schema alone, with drizzle-orm only.',
  }),
]

const size = [
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    rules: {
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', 60],
    },
  },
  { files: TESTS, rules: { 'max-lines': ['error', 400], 'max-lines-per-function': 'off' } },
]

const habits = [
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // Nothing there is a component, whatever it is called.
    files: ['{db,lib,tests}/**', ...TESTS],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-warning-comments': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: [
      'lib/base/env.ts',
      'server.ts',
      'scripts/check-settings.ts',
      'examples/*/settings.ts',
      '*.config.ts',
      ...TESTS,
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
    files: ['{app,db,lib,packages}/**', 'server.ts'],
    ignores: ['app/**/_browser/**', 'app/**/*.tsx', ...TESTS],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['lib/**', 'db/**', 'packages/**', 'app/_ui/**', 'server.ts'],
    rules: { 'import/no-default-export': 'error' },
  },
  {
    files: ['app/**'],
    ignores: ['app/_ui/{form,link}.tsx', 'app/_ui/form-answer.ts', ...TESTS],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[source.value="next/link"]',
          message: 'Link in app/_ui shows that it was clicked.',
        },
        {
          selector: 'ImportSpecifier[imported.name=/^use(ActionState|FormStatus)$/]',
          message: 'useForm and Form in app/_ui keep what was typed where no answer comes.',
        },
        {
          selector:
            'JSXOpeningElement[name.name="form"] > JSXAttribute[name.name="action"] Identifier[name=/^[a-z]/]',
          message: 'Form in app/_ui keeps what was typed where no answer comes.',
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
    ignores: ['.next/', '**/dist/', 'data/', 'coverage/', 'test-results/', 'playwright-report/'],
  },
  ...next,
  ...typescript,
  ...layers,
  ...guards,
  ...size,
  ...habits,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
]

export default config
