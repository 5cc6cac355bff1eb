/** What the log says of an error. */
import { types } from 'node:util'

export interface DescribedError {
  type: string
  message: string
  code?: string
  /** By which Next.js shows it to a person. */
  digest?: string
  /** Where it was thrown, without the message. */
  stack?: string
  cause?: DescribedError
}

const MOST_CAUSES = 5

/**
 * Message, place and causes of whatever was thrown. What else an error may carry stays out of it:
 * the values of a query, which drizzle writes into its message, above all.
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
    ...(cause === undefined || depth >= MOST_CAUSES
      ? {}
      : { cause: describedError(cause, depth + 1) }),
  }
}

/** An error of another context is no instance of ours, and one made by hand is no native one. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error
}

function textOf<Name extends string>(error: Error, name: Name): { [key in Name]?: string } {
  const value: unknown = Reflect.get(error, name)
  // Safe because the one key is the one that was asked for.
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]?: string }) : {}
}
