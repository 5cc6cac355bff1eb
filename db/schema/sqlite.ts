/** The tables on SQLite. */
export * from './sqlite/audit'
export * from './sqlite/installation'
export * from './sqlite/sessions'
export * from './sqlite/users'
