'use client'

import { Component, Fragment, type ReactNode } from 'react'

/** More than anything changes at once, and an end where it changes again and again. */
const MOST_TIMES = 5

interface State {
  misfit: DOMException | null
  times: number
}

/**
 * Renders its children anew where the page no longer is what React made of it: translations replace
 * texts, and extensions wrap or take away elements. React then finds no place for a change, and
 * would give up the page.
 */
export class Mended extends Component<{ children: ReactNode }, State> {
  override state: State = { misfit: null, times: 0 }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    // Other errors pass through, such as the redirect of an action.
    if (!(error instanceof DOMException)) throw error
    return { misfit: error }
  }

  override componentDidCatch(): void {
    this.setState(({ times }) => ({ misfit: null, times: times + 1 }))
  }

  override render(): ReactNode {
    const { misfit, times } = this.state
    if (misfit) {
      if (times >= MOST_TIMES) throw misfit
      return null
    }
    return <Fragment key={times}>{this.props.children}</Fragment>
  }
}
