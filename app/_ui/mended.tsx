'use client'

import { Component, Fragment, type ReactNode } from 'react'

/** More than any single change needs, and a limit if the page keeps changing. */
const MAX_REPAIRS = 5

interface State {
  mismatch: DOMException | null
  repairs: number
}

/**
 * Renders its children again when the DOM no longer matches what React rendered: translations
 * replace text, and extensions wrap or remove elements. React then cannot apply a change, and would
 * give up the page.
 */
export class Mended extends Component<{ children: ReactNode }, State> {
  override state: State = { mismatch: null, repairs: 0 }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    // Other errors pass through, such as the redirect of an action.
    if (!(error instanceof DOMException)) throw error
    return { mismatch: error }
  }

  override componentDidCatch(): void {
    this.setState(({ repairs }) => ({ mismatch: null, repairs: repairs + 1 }))
  }

  override render(): ReactNode {
    const { mismatch, repairs } = this.state
    if (mismatch) {
      if (repairs >= MAX_REPAIRS) throw mismatch
      return null
    }
    return <Fragment key={repairs}>{this.props.children}</Fragment>
  }
}
