'use client'

/** What the tabs of one browser tell each other. Never a token. */
export type TabMessage =
  /** A form that ends this browser's session is on its way. */
  | { type: 'logging-out' }
  /** The log-in page was shown after a log-out. Each tab asks for itself whether that is so. */
  | { type: 'logged-out' }
  /** The server has said so of this session. */
  | { type: 'over'; session: string; news: 'ended' | 'changed' }
  /** The access token now lasts until `expiresAt`, a point of this device's clock. */
  | { type: 'refreshed'; expiresAt: number }

const CHANNEL = 'gatehouse-session'

/** Reaches every listener but the caller's own channel, in this tab too. */
export function tellOtherTabs(message: TabMessage): void {
  const channel = openChannel()
  channel?.postMessage(message)
  channel?.close()
}

/** @returns how to stop listening. */
export function listenToTabs(listener: (message: TabMessage) => void): () => void {
  const channel = openChannel()
  if (!channel) return () => undefined
  channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data)
  return () => channel.close()
}

/** Null in a browser that has none, or refuses it here. Then each tab finds out for itself. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL)
  } catch {
    return null
  }
}
