/** Describes an error for the log. */
import { types } from 'node:util'

export interface DescribedError {
  type: string
  message: string
  code?: string
  /** The error number that Next.js shows to the user. */
  digest?: string
  /** Only the frames, without the message. */
  stack?: string
  cause?: DescribedError
}

const MAX_CAUSES = 5

/**
 * Message, stack and causes of a thrown value. Leaves out everything else, above all the values of
 * a query, which drizzle writes into its message.
 */
export function describedError(error: unknown, depth = 0): DescribedError {
  if (!isError(error)) return { type: typeof error, message: String(error) }
  const { name, message, stack = '', cause } = error
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: name,
    message: message.replace(/\nparams: [^]*$/, ''),
    ...textOf(error, 'code'),
    ...textOf(error, 'digest'),
    ...(frames.length > 0 ? { stack: frames.join('\n') } : {}),
    ...(cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describedError(cause, depth + 1) }),
  }
}

/** `instanceof` misses errors of another realm, and `isNativeError` misses hand-made ones. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error
}

function textOf<Name extends string>(error: Error, name: Name): { [key in Name]?: string } {
  const value: unknown = Reflect.get(error, name)
  // Safe because `name` is the only key.
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]?: string }) : {}
}
