import type { BurnResult } from '@/lib/keys/burn'
import type { KeySummary } from '@/lib/keys/list'
import type { RotateResult } from '@/lib/keys/rotate'

type Refusal = Extract<BurnResult | RotateResult, { ok: false }>['reason'] | 'not-confirmed'

export const keys = {
  title: 'Keys',
  lead: 'These keys sign access tokens. Other services check the tokens with the public keys at {path}. {events}',
  events: 'Events about keys',
  derived:
    'Tokens are signed with HS256, with a key that is derived from AUTH_SECRET. It changes together with that secret, so there is nothing to rotate or burn here.',
  rotate: {
    title: 'Rotate',
    lead: 'The next key signs from then on. No user is logged out, and no token is refused.',
    label: 'Rotate now',
    question: 'Sign with the next key from now on?',
    text: 'All tokens that are issued from now on are signed with the next key. The current key never signs again.',
    readyAt: 'The next key can sign from {time} on. Before that, other services may not know it.',
    rotatesAt: 'The keys rotate automatically on {time}.',
  },
  states: {
    next: {
      label: 'Next',
      text: 'Published already, so that other services know it before it signs.',
    },
    active: { label: 'Signing', text: 'Signs all tokens that are issued now.' },
    retiring: {
      label: 'Retired',
      text: 'No longer signs. The tokens that it signed are valid until they expire.',
    },
    gone: {
      label: 'Destroyed',
      text: 'All tokens that it signed have expired, and its private part is destroyed.',
    },
    burned: { label: 'Burned', text: 'This key and every token that it signed are refused.' },
  } satisfies Record<KeySummary['status'], object>,
  life: {
    created: 'Created {time}',
    activated: 'Started signing {time}',
    retired: 'Retired {time}',
    expires: 'Expires {time}',
    burned: 'Burned {time}',
  },
  burn: {
    label: 'Burn',
    name: 'Burn the key {start}',
    title: 'Burn the key {start}…?',
    text: 'Burn a key that may have leaked. Every token that it signed is refused at the next request. Browsers get new tokens automatically, and other services follow within minutes. This cannot be undone.',
    typed: 'Type {start}, the beginning of the key’s ID, to confirm',
    confirm: 'Burn the key',
  },
  done: {
    rotated:
      'The next key is now signing. The tokens of the previous one are valid until they expire.',
    burned: 'The key has been burned. Every token that it signed is refused.',
  },
  refusals: {
    derived: 'The key is derived from AUTH_SECRET. Change that secret instead.',
    'too-soon':
      'Not yet: other services may not know the next key. If a key has leaked, burn it instead.',
    'not-found': 'This key does not exist.',
    'burned-before': 'This key has already been burned.',
    'not-confirmed': 'Nothing was burned. What you typed is not the beginning of the key’s ID.',
  } satisfies Record<Refusal, string>,
} as const
