/** The tables as PostgreSQL keeps them: the same as in `sqlite.ts`, name for name. */
export * from './postgres/audit'
export * from './postgres/installation'
export * from './postgres/sessions'
export * from './postgres/users'
