import type { Words } from '../catalogues'

export const devMail: Words['devMail'] = {
  title: 'Mails auf diesem Computer',
  lead: 'Es gibt keinen Mailserver (SMTP_URL), deshalb landen Mails in {folder}. Hier sind die neuesten.',
  description: 'Mails, die nicht verschickt wurden.',
  none: 'Noch keine Mails.',
  to: 'An {email}, {time}',
  html: 'Wie ein Mailprogramm sie zeigt',
}
