'use client'

/** What the tabs of one browser tell each other. Never a token. */
export type TabMessage =
  /** A form that ends this browser's session is on its way. */
  | { type: 'logging-out' }
  /** The log-in page was shown after a log-out. Each tab asks the server itself. */
  | { type: 'logged-out' }
  /** The server has reported this about the session. */
  | { type: 'over'; session: string; news: 'ended' | 'changed' }
  /** The access token now lasts until `expiresAt`, by this device's clock. */
  | { type: 'refreshed'; expiresAt: number }

const CHANNEL = 'gatehouse-session'

/** Reaches every listener, in this tab too. */
export function tellOtherTabs(message: TabMessage): void {
  const channel = openChannel()
  channel?.postMessage(message)
  channel?.close()
}

/** @returns a function that stops listening. */
export function listenToTabs(listener: (message: TabMessage) => void): () => void {
  const channel = openChannel()
  if (!channel) return () => undefined
  channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data)
  return () => channel.close()
}

/** Null if the browser has none or refuses it. Then each tab finds out for itself. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL)
  } catch {
    return null
  }
}
