/** The tables as SQLite keeps them. */
export * from './sqlite/audit'
export * from './sqlite/installation'
export * from './sqlite/sessions'
export * from './sqlite/users'
