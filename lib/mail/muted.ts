/** Which notices a user does not want. Those about the safety of the account cannot be turned off. */
import { OPTIONAL_NOTICES, type MailKind, type OptionalNotice } from './kinds'

/** @param stored JSON from the user's row; null for a user who has chosen nothing */
export function mutedIn(stored: string | null): readonly OptionalNotice[] {
  const kinds: readonly unknown[] = stored === null ? [] : (JSON.parse(stored) as unknown[])
  return OPTIONAL_NOTICES.filter((kind) => kinds.includes(kind))
}

export function isMuted(stored: string | null, kind: MailKind): boolean {
  return mutedIn(stored).includes(kind as OptionalNotice)
}
