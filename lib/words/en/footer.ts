export const footer = {
  language: 'Language',
  theme: 'Colours',
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  terms: 'Terms',
  privacy: 'Privacy',
  support: 'Support',
} as const
