'use client'

import { useEffect } from 'react'
import { tellOtherTabs } from './tabs'

/**
 * Tells this browser's other tabs that its session has ended. It does so on the next page, not when
 * the form is sent, because only now has the session really ended.
 */
export function LoggedOutSignal() {
  useEffect(() => tellOtherTabs({ type: 'logged-out' }), [])
  return null
}
