/** Authenticators in Chromium that answer by themselves, as a user who always agrees. */
import type { CDPSession, Page } from '@playwright/test'

interface Kind {
  /** Synced between devices, as passkeys of password managers are. */
  readonly synced?: boolean
  /** The user shows a finger or a PIN. */
  readonly verified?: boolean
  /** Answers without waiting for the user. */
  readonly prompt?: boolean
}

export interface Credential {
  credentialId: string
  isResidentCredential: boolean
  rpId?: string
  privateKey: string
  userHandle?: string
  signCount: number
}

/** @see https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
export class VirtualAuthenticator {
  private readonly session: CDPSession
  private readonly authenticatorId: string

  private constructor(session: CDPSession, authenticatorId: string) {
    this.session = session
    this.authenticatorId = authenticatorId
  }

  static async addTo(
    page: Page,
    { synced = true, verified = true, prompt = true }: Kind = {},
  ): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable', { enableUI: false })
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: verified,
        automaticPresenceSimulation: prompt,
        defaultBackupEligibility: synced,
        defaultBackupState: synced,
      },
    })
    return new VirtualAuthenticator(session, authenticatorId)
  }

  async credentials(): Promise<Credential[]> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', this.itself)
    return credentials as Credential[]
  }

  async add(credential: Credential): Promise<void> {
    await this.session.send('WebAuthn.addCredential', { ...this.itself, credential })
  }

  /** Forgets the passkey, as a user who deletes it in the password manager. */
  async forget({ credentialId }: Credential): Promise<void> {
    await this.session.send('WebAuthn.removeCredential', { ...this.itself, credentialId })
  }

  async setVerified(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { ...this.itself, isUserVerified })
  }

  /** From then on it answers at once, or waits. */
  async setPrompt(enabled: boolean): Promise<void> {
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { ...this.itself, enabled })
  }

  async remove(): Promise<void> {
    await this.session.send('WebAuthn.removeVirtualAuthenticator', this.itself)
    await this.session.detach()
  }

  private get itself() {
    return { authenticatorId: this.authenticatorId }
  }
}
