import type { Words } from '../catalogues'

export const signUp: Words['signUp'] = {
  title: 'Registrieren',
  lead: 'Du brauchst nur eine E-Mail-Adresse und ein Passwort.',
  description: 'Erstelle ein Konto mit deiner E-Mail-Adresse und einem Passwort.',
  form: { submit: 'Registrieren', submitting: 'Du wirst registriert …' },
  closed:
    'Du kannst dich hier nicht selbst registrieren. Bitte die Administration dieser Website um ein Konto.',
  haveAccount: 'Du hast schon ein Konto? {logIn}',
}
