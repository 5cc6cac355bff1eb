/** A question that depends on the form's values, so the action asks it. */
export interface Asked {
  title: string
  /** What will change. */
  parts: readonly { text: string; items?: readonly string[] }[]
  /** Label of the confirming button. */
  yes: string
  /** Identifies what the user confirms: a different choice is asked about again. */
  sure: string
}
