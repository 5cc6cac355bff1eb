/** Faults that a person can mend, told in a sentence instead of a stack. */

/** A fault whose message is meant for people. */
export class Failure extends Error {}

/** Runs a task; when it fails, says why and ends the process with a non-zero code. */
export async function carryOut(task) {
  try {
    await task()
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error)
    process.exit(1)
  }
}
