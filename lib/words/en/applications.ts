import type { ChangedApp } from '@/lib/apps/change'
import type { DeletedApp, SwitchResult } from '@/lib/apps/disable'
import type { AddressField, AppInput } from '@/lib/apps/entered'
import type { AddressFault } from '@/lib/apps/redirect-uris'
import type { KeyFault } from '@/lib/apps/public-keys'
import type { RotatedSecret, SECRET_OVERLAPS } from '@/lib/apps/rotate-secret'
import type { SetUpPlaceholder } from '@/lib/apps/set-up'

type Refusal = Extract<
  ChangedApp | SwitchResult | DeletedApp | RotatedSecret,
  { ok: false }
>['reason']

/** What administrators read about applications in which users log in with their account. */
export const applications = {
  title: 'Applications',
  lead: 'Programs, websites and devices in which users log in with their account here. {events}',
  events: 'Events about applications',
  newApp: 'New application',
  none: 'There are no applications yet.',
  disabled: 'Disabled',
  table: {
    label: 'Applications',
    name: 'Name',
    kind: 'Kind',
    users: 'For',
    created: 'Created',
  },
  everyUser: 'Every user',
  kinds: {
    web: {
      label: 'Web application',
      text: 'Runs on a server that keeps a secret, such as Grafana, GitLab, Nextcloud or your own.',
    },
    browser: {
      label: 'Single-page application',
      text: 'Runs in the browser alone, where no secret is safe.',
    },
    native: {
      label: 'Native application',
      text: 'Is installed on a computer or a phone, and opens the browser to log in.',
    },
    device: {
      label: 'Device',
      text: 'Has no browser: it shows a code, which its user types on a phone or a computer.',
    },
    machine: {
      label: 'Machine',
      text: 'Acts by itself, without a user, such as a nightly job or a service that calls another one.',
    },
  } satisfies Record<AppInput['kind'], object>,
  create: {
    title: 'New application',
    lead: 'What is it? This decides how it logs in, and cannot be changed later.',
    otherKind: 'Choose another kind',
    created: '{app} has been created.',
    open: 'Go to the application',
  },
  change: {
    question: 'Change {app}?',
    text: 'It may do less than before. So everything that it holds ends at once, and its users have to log in to it again.',
    yes: 'Change the application',
  },
  form: {
    card: 'Settings',
    name: 'Name',
    nameHint: 'Users read it when the application asks for their account.',
    redirectUris: 'Redirect addresses',
    redirectUrisHint:
      'Where users come back to after the log-in, one address a line, exactly as the application sends them. Its documentation calls them redirect or callback URLs.',
    postLogoutRedirectUris: 'Addresses after the log-out',
    postLogoutRedirectUrisHint: 'Where users may be sent after a log-out. Optional, one a line.',
    backchannelLogoutUri: 'Address for log-outs',
    backchannelLogoutUriHint:
      'Where the application is told that a session has ended (back-channel logout). Optional.',
    firstParty: 'This application is ours',
    firstPartyHint: 'Users are not asked whether it may know their name, email address and roles.',
    roles: 'Only for users with one of these roles',
    rolesHint: 'Without a choice, every user may use it.',
    resources: 'Services that it may call',
    resourcesHint: 'It can get access tokens for these services.',
    scopes: 'Scopes that it may ask for',
    scopesHint:
      'Without a choice it may ask for all, and a machine for none. The tokens of a machine have the permissions of its scopes; those of a user’s application have them only if the user has them too.',
    noPkce: 'It cannot do PKCE',
    idTokenAlg: 'It needs RS256',
    idTokenAlgHint:
      'Only for software that verifies no other algorithm. Its ID tokens are then signed with a second key.',
    jwks: 'Public keys',
    jwksHint:
      'A JWK Set, if the application proves itself by a key (private_key_jwt). It then has no secret. Optional.',
    noPkceHint: 'Only for old software that sends a nonce instead. PKCE protects the log-in.',
    create: 'Create application',
    save: 'Save',
    saving: 'Saving…',
  },
  checkFields: 'Check the marked fields.',
  faults: {
    'no-address': 'Enter at least one address.',
    'not-absolute': 'Enter whole addresses, such as https://app.example/callback.',
    fragment: 'An address must not have a part after #.',
    wildcard: 'Addresses are compared exactly, so * is not possible. Enter each address.',
    'not-https': 'An address must begin with https://. Only localhost may use http://.',
    scheme:
      'An address must begin with https://, or for a native application with your domain in reverse, such as com.example.app:/callback.',
    'user-info': 'An address must not hold a user name or a password.',
    'too-long': 'An address is too long.',
    'no-browser': 'No browser comes back to an application of this kind. Leave this empty.',
  } satisfies Record<AddressFault, string>,
  keyFaults: {
    'not-json': 'Enter a JWK Set as JSON, beginning with {"keys":…}.',
    'no-key': 'There is no key in it.',
    'too-many-keys': 'Ten keys are the most.',
    'private-key':
      'This is a private key. It must stay with the application, so create a new one there, and enter the public one.',
    'symmetric-key': 'This is a symmetric key. Enter the public key of a pair.',
    'other-key': 'A key must be RSA of 2048 to 4096 bits, EC P-256 or OKP Ed25519.',
    'weak-key': 'An RSA key needs 2048 bits or more.',
    'other-use':
      'A key is for another use. It must be for signing, with RS256, PS256, ES256 or EdDSA.',
    'same-id': 'Two keys have the same “kid”.',
  } satisfies Record<KeyFault, string>,
  fields: {
    redirectUris: 'Redirect addresses',
    postLogoutRedirectUris: 'After the log-out',
    backchannelLogoutUri: 'Told of log-outs at',
  } satisfies Record<AddressField, string>,
  app: {
    page: 'Application',
    facts: 'Details',
    id: 'Client ID',
    kind: 'Kind',
    users: 'For',
    asks: 'Consent',
    asksUsers: 'Users are asked',
    isOurs: 'Users are not asked: it is ours',
    resources: 'May call',
    keys: 'Proves itself by',
    scopes: 'May ask for',
    created: 'Created',
    lastUsed: 'Last new log-in',
    notLately: 'not recently',
  },
  secret: {
    title: 'Secret',
    lead: 'With it the application proves that it is the one.',
    current: 'Created {time}',
    old: 'The one before works until {time}.',
    rotate: 'New secret',
    question: 'Create a new secret for {app}?',
    text: 'It is shown once. Then enter it in the application.',
    overlap: 'The current secret works',
    overlaps: {
      none: 'no longer: it has leaked',
      hour: 'for one more hour',
      day: 'for one more day',
      week: 'for one more week',
    } satisfies Record<keyof typeof SECRET_OVERLAPS, string>,
    burnHint:
      'A secret that has leaked also ends everything that the application holds, and its users have to log in to it again.',
    yes: 'Create a new secret',
    created: 'There is a new secret.',
    works: 'The one before works until {time}.',
    worksNoMore: 'The one before works no longer.',
    label: 'Client secret',
    hint: 'Copy it now. It is not shown again.',
    copy: 'Copy',
    copied: 'Copied',
  },
  setUp: {
    title: 'Set it up',
    lead: 'What the application has to know, for some common ones.',
    generic: 'Any application',
    placeholders: {
      secret: 'the secret',
      redirectUri: 'the redirect address',
    } satisfies Record<SetUpPlaceholder, string>,
  },
  acts: {
    title: 'Access',
    disable: {
      label: 'Disable',
      text: 'Users cannot log in to it, and everything that it holds ends at once.',
      question: 'Disable {app}?',
      details:
        'Everything that it holds for users ends at once. After it is enabled again, they have to log in to it again.',
      yes: 'Disable the application',
    },
    enable: {
      label: 'Enable',
      text: 'Users can log in to it again.',
      question: 'Enable {app}?',
      details: 'Users can log in to it again from now on.',
      yes: 'Enable the application',
    },
    deletion: {
      label: 'Delete',
      text: 'It is gone with its secrets and everything that it holds.',
      question: 'Delete {app}?',
      details: 'Everything that it holds for users ends at once. This cannot be undone.',
      typed: 'Type {app}, its name, to confirm',
      yes: 'Delete the application',
    },
  },
  log: {
    title: 'What happened lately',
    none: 'Nothing has happened lately.',
  },
  logo: {
    title: 'Logo',
    lead: 'Users recognise the application by it, where they allow it and where they remove its access.',
    label: 'SVG picture',
    hint: 'Open the SVG file with a text editor, and paste all of it here. At most 32 kB. PNG files: with the command line.',
    save: 'Use this picture',
    saving: 'Saving…',
    remove: 'Remove the logo',
    faults: {
      none: 'Paste an SVG picture.',
      bad: 'This cannot be used. Paste a whole SVG picture of at most 32 kB, without scripts and without links to elsewhere.',
    },
  },
  done: {
    marked: 'The application has a new logo.',
    unmarked: 'The application has no logo any more.',
    changed: 'The application has been changed.',
    ended:
      'The application has been changed. It may do less than before, so everything that it held has ended.',
    disabled: 'The application has been disabled. Everything that it held has ended.',
    enabled: 'The application has been enabled.',
    deleted: 'The application has been deleted.',
  },
  refusals: {
    'no-name': 'Enter a name.',
    'name-too-long': 'This name is too long. Use a shorter one.',
    unsupported:
      'With TOKEN_ALGORITHM=HS256 no application can verify a token. Set another algorithm first.',
    'pkce-needed': 'An application of this kind cannot do without PKCE.',
    'unknown-role': 'You chose a role that does not exist any more. Reload the page.',
    'unknown-resource': 'You chose a service that does not exist any more. Reload the page.',
    'unknown-scope': 'An application of this kind cannot ask for one of these scopes.',
    'bad-address': 'An address cannot be used.',
    'bad-keys': 'These keys cannot be used.',
    'no-keys': 'An application of this kind has no keys.',
    'not-found': 'This application no longer exists.',
    already: 'Nothing was changed, because it was already like this.',
    'no-secret': 'An application of this kind keeps no secret.',
    'not-confirmed': 'Nothing was deleted: this is not the name of the application.',
  } as const satisfies Record<Refusal, string>,
} as const
