/** The parts that can be left out: write false, and delete the part's folders (docs/customising.md). */
export const PARTS: Readonly<Record<'adminArea' | 'api', boolean>> = {
  adminArea: true,
  api: true,
}
