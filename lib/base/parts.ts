/** The parts that can be left out: write false, and delete the part's folders, if it has some (docs/customising.md). */
export const PARTS: Readonly<Record<'adminArea' | 'api' | 'passkeys', boolean>> = {
  adminArea: true,
  api: true,
  passkeys: true,
}
