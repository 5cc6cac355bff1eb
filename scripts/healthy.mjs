/** Exits with 0 while the server on this machine is up: the health check of the container. */
const { PORT = '3000' } = process.env
const answer = await fetch(`http://127.0.0.1:${PORT}/api/health/live`).catch(() => null)
process.exit(answer?.ok ? 0 : 1)
