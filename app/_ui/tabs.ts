'use client'

/** What the tabs of one browser tell each other. Never a token. */
export type TabMessage =
  | { type: 'logged-out' }
  /** The access token now lasts until `expiresAt`, a point of this device's clock. */
  | { type: 'refreshed'; expiresAt: number }

const CHANNEL = 'gatehouse-session'

/** Reaches every listener but the caller's own channel, in this tab too. */
export function tellOtherTabs(message: TabMessage): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(message)
  channel.close()
}

/** @returns how to stop listening. */
export function listenToTabs(listener: (message: TabMessage) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data)
  return () => channel.close()
}
