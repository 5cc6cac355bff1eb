export function findPostgres(): string | null
export function findPgBouncer(): string | null
