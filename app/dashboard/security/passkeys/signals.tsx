'use client'

import { useEffect } from 'react'
import { sendSignal } from '@simplewebauthn/browser'
import { base64url } from 'jose'

interface Props {
  rpID: string
  userId: string
  email: string
  name: string
  ids: readonly string[]
}

/**
 * Tells the user's password manager which passkeys there still are, and what the account is called
 * now: it stops offering those that were removed.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-signal-methods
 */
export function Signals({ rpID, userId, email, name, ids }: Props) {
  const listed = ids.join(' ')
  useEffect(() => {
    const userID = base64url.encode(userId)
    const allAcceptedCredentialIDs = listed === '' ? [] : listed.split(' ')
    const userDisplayName = name || email
    // Not every browser knows signals.
    const ignore = () => undefined
    sendSignal({
      signalName: 'allAcceptedCredentials',
      ...{ rpID, userID, allAcceptedCredentialIDs },
    }).catch(ignore)
    sendSignal({
      signalName: 'currentUserDetails',
      ...{ rpID, userID, userName: email, userDisplayName },
    }).catch(ignore)
  }, [rpID, userId, email, name, listed])
  return null
}
