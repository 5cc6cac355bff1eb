import type { MetadataRoute } from 'next'
import { DASHBOARD } from '@/lib/base/routes'

/** How this site looks on a phone's home screen. @see W3C Web App Manifest */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Gatehouse',
    short_name: 'Gatehouse',
    description: 'Log in, see every device, log out everywhere.',
    start_url: DASHBOARD,
    scope: '/',
    display: 'minimal-ui',
    background_color: '#f5f3ec',
    theme_color: '#f5f3ec',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/apple-icon.png', sizes: '180x180', type: 'image/png' },
    ],
  }
}
