import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import type { RequestOptions } from '@/lib/passkeys/options'

/**
 * Lets the browser offer passkeys in the list of the email field (conditional UI). Any form that is
 * sent takes the offer back, so that no question of the browser covers the answer; the next focus of
 * the field makes it again.
 *
 * @param isEager offers at once, not only at the next focus
 * @returns a function that ends it
 */
export function offerInAutofill(
  options: RequestOptions,
  isEager: boolean,
  onShown: (signed: object) => void,
): () => void {
  let isOffering = false
  const offer = async () => {
    if (isOffering) return
    isOffering = true
    try {
      if (!(await browserSupportsWebAuthnAutofill())) return
      onShown(await startAuthentication({ optionsJSON: options, useBrowserAutofill: true }))
    } catch {
      // It was taken back, or the user closed it: the button is still there.
    } finally {
      isOffering = false
    }
  }
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('submit', takeBack, { signal, capture: true })
  document.addEventListener('focusin', ({ target }) => isOffered(target) && void offer(), {
    signal,
  })
  if (isEager) void offer()
  return () => {
    listening.abort()
    takeBack()
  }
}

function takeBack(): void {
  WebAuthnAbortService.cancelCeremony()
}

function isOffered(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.autocomplete.endsWith('webauthn')
}
