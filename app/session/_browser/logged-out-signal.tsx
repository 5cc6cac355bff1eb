'use client'

import { useEffect } from 'react'
import { tellOtherTabs } from './tabs'

/**
 * Tells this browser's other tabs that its session is over.
 *
 * It speaks here and not when the form is sent: only now has the session really ended.
 */
export function LoggedOutSignal() {
  useEffect(() => tellOtherTabs({ type: 'logged-out' }), [])
  return null
}
