const outage = 'We cannot reach our database at the moment.'

export const errors = {
  /** The same everywhere, so that it does not reveal what exists. */
  notFound: {
    title: 'Page not found',
    message: 'This page does not exist, or you do not have access to it.',
  },
  unavailable: {
    title: 'One moment, please',
    message: `${outage} You are still logged in, and nothing is lost. Try again in a few seconds.`,
  },
  logOut: {
    otherSite: {
      title: 'Not logged out',
      message:
        'Another site tried to log you out, so nothing was changed. You are still logged in. To log out, use “Log out” on this site.',
    },
    unknownScope: {
      title: 'Not logged out',
      message:
        'We could not tell which devices to log out. You are still logged in. Go back and try again.',
    },
    notThis: {
      title: 'Not logged out yet',
      message: `${outage} This browser has forgotten your session, but the session itself could not be ended. To be safe, log in again in a few minutes and log out everywhere.`,
    },
    notOthers: {
      title: 'Not logged out yet',
      message: `${outage} Your other devices are still logged in. Try again in a few seconds.`,
    },
    notEverywhere: {
      title: 'Not logged out yet',
      message: `${outage} This browser has forgotten your session, but your devices are still logged in. Log in again in a few minutes and log out everywhere.`,
    },
  },
} as const
