/** The page of mails on a developer's machine. */
export const devMail = {
  title: 'Mails on this computer',
  lead: 'There is no mail server (SMTP_URL), so mails land in {folder}. The newest are here.',
  description: 'Mails that were not sent.',
  none: 'No mails yet.',
  to: 'To {email}, {time}',
  html: 'As mail programs show it',
} as const
