import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readLogo } from './logo'

const folder = mkdtempSync(join(tmpdir(), 'logo-'))
afterAll(() => rmSync(folder, { recursive: true }))

function logo(content: string | Buffer): string {
  const path = join(folder, 'logo')
  writeFileSync(path, content)
  return path
}

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`

const gbk = (text: string) => Buffer.from(`<?xml version="1.0" encoding="GBK"?>${text}`, 'latin1')

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe('a logo is accepted', () => {
  test.each([
    svg('<path d="M0 0"/>'),
    `<?xml version="1.0"?>\n<!-- by hand -->${svg('<style>a{}</style>')}`,
    `\uFEFF${svg('<style><![CDATA[a{}]]></style>')}`,
    '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path d="M0 0"/></s:svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="https://inkscape.example"><i:view/></svg>',
    svg('<use href="#a"/><image href="data:image/png;base64,AA=="/>'),
  ])('as an SVG picture: %s', (text) => {
    expect(readLogo(logo(text))).toMatchObject({ type: 'image/svg+xml' })
  })

  test('as a PNG picture', () => {
    expect(readLogo(logo(png(512, 128)))).toMatchObject({ type: 'image/png' })
  })
})

describe('a logo is refused', () => {
  test.each([
    [svg('<script>alert(1)</script>'), /<script>/],
    [svg('<SCRIPT/>'), /<SCRIPT>/],
    ['<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>', /<s:script>/],
    [svg('<foreignObject/>'), /<foreignObject>/],
    [svg('<animate attributeName="href" to="javascript:alert(1)"/>'), /<animate>/],
    [svg('<path onclick="alert(1)"/>'), /onclick/],
    [svg('<a href="javascript:alert(1)"/>'), /javascript:/],
    [
      svg('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="https://evil.example/x.svg"/>'),
      /evil\.example/,
    ],
    [svg('<image href="data:image/svg+xml;base64,AA=="/>'), /data:image\/svg/],
    [`<!DOCTYPE svg [<!ENTITY x "y">]>${svg('')}`, /document type/],
    [`<?xml-stylesheet href="x"?>${svg('')}`, /xml-stylesheet/],
    [svg('<path>'), /neither an SVG/],
    [svg('<use xlink:href="#a"/>'), /neither an SVG/],
    [svg('<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="stylesheet"/>'), /<h:link>/],
    ['<svg/>', /neither an SVG/],
    ['<svg xmlns="http://www.w3.org/1999/xhtml"/>', /<svg>/],
    [Buffer.from(`\uFEFF${svg('')}`, 'utf16le'), /in UTF-8/],
    // In GBK, which the file claims, the first `]` is half of a letter, and the CDATA goes on.
    [gbk(svg('<![CDATA[\x81]]><path/><![CDATA[]]>')), /in UTF-8/],
    ['<html></html>', /neither an SVG/],
    ['', /neither an SVG/],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /neither an SVG/],
    [png(0, 10), /0 × 10 pixels/],
    [png(10, 5000), /10 × 5000 pixels/],
    [png(10, 10).subarray(0, 20), /cut off/],
    [Buffer.alloc(101 * 1024), /101 kB/],
  ])('%s', (content, said) => {
    expect(() => readLogo(logo(content))).toThrow(said)
  })

  test('if there is no file', () => {
    expect(() => readLogo(join(folder, 'none'))).toThrow(/names no file/)
    expect(() => readLogo(folder)).toThrow(/names no file/)
  })
})
