/** The page that the button “This was not me” in a notice opens. */
export const notMe = {
  title: 'Was this not you?',
  lead: 'Then log out every device of {email} now. The old password stops working, and you choose a new one.',
  leadToRestore:
    'Then log out every device now. {email} stays the address of your account, or becomes it again. The password stops working, and you choose a new one.',
  description: 'Log out every device and choose a new password.',
  form: {
    submit: 'Log out every device and choose a new password',
    submitting: 'Logging out…',
  },
  badLink:
    'A link works only once, for as long as its mail says. You can still choose a new password.',
} as const
