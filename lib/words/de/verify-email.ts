import type { Words } from '../catalogues'

export const verifyEmail: Words['verifyEmail'] = {
  title: 'E-Mail-Adresse bestätigen',
  lead: 'Bestätige, dass {email} deine Adresse ist.',
  leadWithPassword:
    'Gib das Passwort ein, das du für {email} gewählt hast. Damit bestätigst du die Adresse und meldest dich an.',
  leadWithPasskey:
    'Benutze den Passkey, den du für {email} erstellt hast. Damit bestätigst du die Adresse und meldest dich an.',
  description: 'Bestätige die E-Mail-Adresse deines Kontos.',
  form: {
    submit: 'Bestätigen',
    submitWithPassword: 'Bestätigen und anmelden',
    submitting: 'Wird bestätigt …',
  },
  wrongPassword:
    'Das ist nicht das Passwort dieses Kontos. Wenn du keines gewählt hast, nimm „Passwort vergessen?“ auf der Anmeldeseite.',
  mailed:
    'Wir haben eine Mail an {email} geschickt. Öffne den Link darin, um fortzufahren. Sieh auch im Spam-Ordner nach.',
  first: 'Bestätige zuerst deine E-Mail-Adresse: Wir haben einen Link an {email} geschickt.',
  sentAgain: 'Wenn {email} noch zu bestätigen ist, haben wir einen neuen Link geschickt.',
  badLink: {
    title: 'Dieser Link funktioniert nicht mehr',
    lead: 'Ein Link funktioniert einmal, einen Tag lang und nur, bis ein neuerer kommt. Hast du deine Adresse schon bestätigt? Dann melde dich an.',
  },
  resend: {
    email: 'E-Mail',
    submit: 'Neuen Link senden',
    submitting: 'Wird gesendet …',
    wait: 'In {n} Sekunden kannst du einen neuen Link anfordern.',
  },
  banner: {
    title: 'Bestätige deine E-Mail-Adresse',
    text: 'Wir haben einen Link an {email} geschickt. Bevor du ihn öffnest, können wir dir nicht helfen, wenn du dein Passwort verlierst.',
  },
  done: 'Deine E-Mail-Adresse ist bestätigt.',
}
