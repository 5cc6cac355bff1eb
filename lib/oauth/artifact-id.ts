/** The keys of stored artifacts: an id itself is stored nowhere. */
import { createHash } from 'node:crypto'

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** @param id a code, a token or the id of a waiting request: 256 random bits */
export function artifactId(model: string, id: string): string {
  return hashOf(`${model} ${id}`)
}
