/** Stands in for `server-only` where there is no client to protect. */
export {}
