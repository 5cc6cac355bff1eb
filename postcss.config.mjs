/** Tailwind CSS as a PostCSS plugin. */
const config = { plugins: { '@tailwindcss/postcss': {} } }

export default config
