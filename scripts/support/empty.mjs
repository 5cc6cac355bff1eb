/** Replaces `server-only` in programs that run only on the server. */
export {}
