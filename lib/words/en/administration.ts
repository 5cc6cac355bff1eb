/** Parts that several pages of the administration share. */
export const administration = {
  /** The title in the browser. */
  title: '{page} · Administration',
  question: {
    cancel: 'Cancel',
    oneMoment: 'One moment…',
  },
  link: {
    label: 'One-time link',
    hint: 'Give it only to this user. It works once, until {time}, and is not shown again.',
    copy: 'Copy',
    copied: 'Copied',
  },
  /** Who acted, where it was no user. */
  actors: {
    commandLine: 'the command line',
    system: '{app} itself',
    deleted: '{id} (deleted)',
  },
} as const
