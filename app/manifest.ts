import type { MetadataRoute } from 'next'
import touchIcon from '@/app/_ui/touch-icon.png'
import { DASHBOARD } from '@/lib/base/routes'
import { brand } from '@/lib/brand/brand'
import { PAGE_COLOURS } from '@/lib/brand/style-sheet'
import { language } from '@/lib/request/language'

/** How this site looks on a phone's home screen. @see W3C Web App Manifest */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const { locale, words } = await language()
  const { name, logo, hasOwnLogo } = brand()
  return {
    name,
    short_name: name,
    lang: locale,
    description: words.home.description,
    start_url: DASHBOARD,
    scope: '/',
    display: 'minimal-ui',
    background_color: PAGE_COLOURS.light,
    theme_color: PAGE_COLOURS.light,
    icons: [
      { src: logo.path, sizes: 'any', type: logo.type },
      ...(hasOwnLogo ? [] : [{ src: touchIcon.src, sizes: '180x180', type: 'image/png' }]),
    ],
  }
}
