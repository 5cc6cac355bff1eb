import type { MetadataRoute } from 'next'

/** Nothing here is for search engines: pages are forms, or belong to one user. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', disallow: '/' } }
}
