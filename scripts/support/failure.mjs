/** Failures that people can fix, reported as a sentence instead of a stack. */

/** A failure whose message is a sentence for people. */
export class Failure extends Error {}

/** Runs a task. If it fails, prints why and exits with 1. */
export async function runTask(task) {
  try {
    await task()
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error)
    process.exit(1)
  }
}
