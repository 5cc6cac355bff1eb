/** Who is logged in here. A real application keeps this in its database. */
import { randomUUID } from 'node:crypto'

export interface Session {
  /** The session at Gatehouse, as the ID token names it. */
  readonly sid: string
  readonly name: string
  readonly idToken: string
}

const sessions = new Map<string, Session>()

/** @returns the value of its cookie */
export function startSession(session: Session): string {
  const id = randomUUID()
  sessions.set(id, session)
  return id
}

export function findSession(id: string | undefined): Session | null {
  return (id !== undefined && sessions.get(id)) || null
}

export function endSession(id: string | undefined): void {
  if (id !== undefined) sessions.delete(id)
}

/** Ends every session here that this session at Gatehouse began. */
export function endSessionsOf(sid: string): void {
  for (const [id, session] of sessions) if (session.sid === sid) sessions.delete(id)
}
