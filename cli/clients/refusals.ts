/** Why an application cannot be created or changed, in words. */
import type { AppRefusal } from '@/lib/apps/entered'
import type { KeyFault } from '@/lib/apps/public-keys'
import type { AddressFault } from '@/lib/apps/redirect-uris'

const FAULTS: Readonly<Record<AddressFault, string>> = {
  'no-address': 'it needs at least one (--redirect-uri)',
  'not-absolute': 'it must be a whole address, such as https://app.example/callback',
  fragment: 'it must not have a part after #',
  wildcard: 'it must be exact: * is not allowed',
  'not-https': 'it must begin with https:// (http:// only for localhost)',
  scheme:
    'its scheme must be https, or for --kind native your domain in reverse (com.example.app:/…)',
  'user-info': 'it must hold no user name or password',
  'too-long': 'it is too long',
  'no-browser': 'no browser ever comes back to an application of this kind',
}

const KEY_FAULTS: Readonly<Record<KeyFault, string>> = {
  'not-json': 'it must be a JWK Set (RFC 7517), as JSON',
  'no-key': 'there is no key in it',
  'too-many-keys': 'ten keys are the most',
  'private-key': 'it holds a private key, which must stay with the application',
  'symmetric-key': 'it holds a symmetric key: use a pair of keys',
  'other-key': 'a key must be RSA of 2048 to 4096 bits, EC P-256 or OKP Ed25519',
  'weak-key': 'an RSA key needs 2048 bits',
  'other-use': 'a key is for another use or algorithm (RS256, PS256, ES256, EdDSA)',
  'same-id': 'two keys have the same kid',
}

const FIELDS = {
  redirectUris: '--redirect-uri',
  postLogoutRedirectUris: '--post-logout-redirect-uri',
  backchannelLogoutUri: '--backchannel-logout-uri',
} as const

export function refusalInWords(refusal: AppRefusal | { reason: 'not-found' }): string {
  switch (refusal.reason) {
    case 'bad-address':
      return `${FIELDS[refusal.field]} cannot be used: ${FAULTS[refusal.fault]}.`
    case 'bad-keys':
      return `--jwks cannot be used: ${KEY_FAULTS[refusal.fault]}.`
    case 'unknown-role':
      return `There is no role ${refusal.name}.`
    case 'unknown-scope':
      return `An application of this kind cannot ask for the scope ${refusal.name}.`
    case 'unknown-resource':
      return `There is no service ${refusal.name} in API_AUDIENCES.`
    default:
      return WORDS[refusal.reason]
  }
}

const WORDS = {
  'no-name': 'An application needs a name.',
  'name-too-long': 'That name is too long.',
  unsupported: 'With TOKEN_ALGORITHM=HS256 no application can verify a token: set ES256.',
  'pkce-needed': 'Only an application of --kind web can do without PKCE.',
  'no-keys': 'Only an application of --kind web or machine can prove itself by keys.',
  'not-found': 'The application is gone.',
}
