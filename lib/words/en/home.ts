export const home = {
  title: 'Your {app} account',
  description: 'Log in, see every device, log out everywhere.',
  lead: 'Log in, see every device that is logged in to your account, and log out any of them at once.',
  toDashboard: 'Go to your account',
  points: {
    devices: {
      title: 'All your devices',
      text: 'See where you are logged in: browser, system, network, and when each device was last used.',
    },
    logOut: {
      title: 'Log out from anywhere',
      text: 'Log out one device, all the others, or every device. It takes effect at once.',
    },
    incidents: {
      title: 'Warned in time',
      text: 'If someone else seems to use one of your sessions, your account tells you what to do.',
    },
  },
  forDevelopers: 'For developers: {api}',
  api: 'API reference',
} as const
