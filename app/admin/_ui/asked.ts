/** A question that depends on what was chosen; it is asked by the action itself. */
export interface Asked {
  title: string
  text: string
  /** What the button says that does it. */
  yes: string
  /** What is agreed to: another choice asks anew. */
  sure: string
}
