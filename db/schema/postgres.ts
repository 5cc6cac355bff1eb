/** The tables on PostgreSQL, with the same names as in `sqlite.ts`. */
export * from './postgres/audit'
export * from './postgres/installation'
export * from './postgres/sessions'
export * from './postgres/users'
