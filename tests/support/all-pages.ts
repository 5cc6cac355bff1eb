/** The pages, by who sees them; those of one user, role or application are missing. */

export const VISITORS = [
  '/',
  '/login',
  '/signup',
  '/setup?token=used',
  '/reset-password?token=used',
  '/forgot-password',
  '/unavailable',
  '/docs/api',
  '/setup?token=none',
  '/reset-password?token=none',
  '/verify-email?token=none',
  '/not-me?token=none',
  '/dev/mail',
  '/.well-known/none',
]
export const MEMBERS = [
  '/dashboard',
  '/dashboard/sessions',
  '/dashboard/apps',
  '/dashboard/security',
  '/dashboard/activity',
  '/dashboard/profile',
  '/confirm',
  '/device',
  '/device/allow',
  '/device/done',
]
export const ADMINISTRATORS = [
  '/admin',
  '/admin/users',
  '/admin/users/new',
  '/admin/roles',
  '/admin/roles/new',
  '/admin/incidents',
  '/admin/audit',
  '/admin/mail',
  '/admin/keys',
  '/admin/applications',
  '/admin/applications/new',
  '/admin/applications/new?kind=web',
]
