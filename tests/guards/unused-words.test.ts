/** Finds texts of the catalogues that nothing shows any more. */
import { resolve, sep } from 'node:path'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 120_000 })

const ENGLISH = resolve('lib/words/en') + sep

/** The texts of these files that no source uses, as `log-in.ts: title`. */
function unusedTexts(program: ts.Program, isCatalogue: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker()
  const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes('node_modules'))
  const used = new Set<ts.Node>()
  const names = namesIn(own.filter(({ fileName }) => isCatalogue(fileName)))

  const markSymbol = (symbol: ts.Symbol | undefined) => {
    for (const declaration of symbol?.declarations ?? []) used.add(declaration)
  }
  const markAll = (type: ts.Type) => {
    for (const property of checker.getPropertiesOfType(type)) {
      const [declaration] = property.declarations ?? []
      if (!declaration || !isCatalogue(declaration.getSourceFile().fileName)) continue
      if (used.has(declaration)) continue
      used.add(declaration)
      markAll(checker.getTypeOfSymbol(property))
    }
  }
  const visit = (node: ts.Node): void => {
    // Types are slow, and a property of another name is no text.
    if (ts.isPropertyAccessExpression(node) && names.has(node.name.text)) {
      markSymbol(checker.getSymbolAtLocation(node.name))
    }
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = node.propertyName ?? node.name
      const type = checker.getTypeAtLocation(node.parent)
      if (ts.isIdentifier(name) || ts.isStringLiteral(name)) markSymbol(type.getProperty(name.text))
    }
    if (ts.isElementAccessExpression(node)) markAll(checker.getTypeAtLocation(node.expression))
    if (ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node)) {
      markAll(checker.getTypeAtLocation(node.expression))
    }
    if ((ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) && isHandedOn(node)) {
      const type = checker.getTypeAtLocation(node)
      const wanted = checker.getContextualType(node)
      for (const property of checker.getPropertiesOfType(type)) {
        const [declaration] = property.declarations ?? []
        if (!declaration || !isCatalogue(declaration.getSourceFile().fileName)) continue
        const asked = wanted && checker.getPropertyOfType(wanted, property.name)
        // The receiver sees it by another type, such as `{ title: string }`.
        if (!wanted || (asked && asked.declarations?.[0] !== declaration)) markSymbol(property)
        else if (!asked) markAll(type)
      }
    }
    ts.forEachChild(node, visit)
  }
  for (const file of own) {
    // No other file can reach a text.
    if (!isCatalogue(file.fileName) && /words|language\(/i.test(file.text)) visit(file)
  }

  const unused: string[] = []
  const collect = (node: ts.Node, path: string[], isReached: boolean) => {
    if (ts.isPropertyAssignment(node)) {
      const here = [...path, nameOf(node)]
      const isUsed = isReached && used.has(node)
      const value = withoutAs(node.initializer)
      if (ts.isObjectLiteralExpression(value) && !isPlural(value)) {
        value.properties.forEach((inner) => collect(inner, here, true))
      } else if (!isUsed) {
        unused.push(`${node.getSourceFile().fileName.split(sep).at(-1)}: ${here.join('.')}`)
      }
    } else ts.forEachChild(node, (inner) => collect(inner, path, isReached))
  }
  for (const file of own) if (isCatalogue(file.fileName)) collect(file, [], true)
  return unused
}

/** The names of all properties in these files. */
function namesIn(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const names = new Set<string>()
  const collect = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) names.add(nameOf(node))
    ts.forEachChild(node, collect)
  }
  files.forEach(collect)
  return names
}

function nameOf({ name }: ts.PropertyAssignment): string {
  return name.getText().replace(/^'|'$/g, '')
}

function isHandedOn({ parent }: ts.Expression): boolean {
  return (
    ts.isJsxExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isConditionalExpression(parent)
  )
}

function withoutAs(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? withoutAs(node.expression)
    : node
}

function isPlural({ properties }: ts.ObjectLiteralExpression): boolean {
  return properties.some((property) => property.name?.getText() === 'other')
}

test('every text of the catalogues is used', () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
      },
    },
  )
  const files = config?.fileNames.filter(
    (file) => /[/\\](app|lib)[/\\]/.test(file) && !/\.test\./.test(file),
  )
  const program = ts.createProgram(files ?? [], config?.options ?? {})
  const unused = unusedTexts(program, (file) => resolve(file).startsWith(ENGLISH))
  expect(unused).toEqual([])
})

test('the check finds an unused text, and no text that is used in any way', () => {
  const sources: Record<string, string> = {
    '/en.ts': `export const area = {
      read: 'a', taken: 'b', spread: { one: 'c' }, byCode: { 'some-code': 'd' },
      handed: { title: 'e' }, passed: { inner: 'f', dead: 'g' }, dead: 'h',
      counted: { one: 'i', other: 'j' },
    } as const`,
    '/page.ts': `import { area } from './en'
      type Words = { readonly [K in keyof typeof area]: (typeof area)[K] }
      declare const words: Words
      const { taken } = words
      const show = (page: { title: string }) => page.title
      const inner = (passed: Words['passed']) => passed.inner
      export const all = (code: 'some-code') => [
        words.read, taken, { ...words.spread }, words.byCode[code], show(words.handed),
        inner(words.passed), words.counted,
      ]`,
  }
  const host = ts.createCompilerHost({})
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version) =>
    name in sources
      ? ts.createSourceFile(name, sources[name] ?? '', version, true)
      : read(name, version)
  host.fileExists = (name) => name in sources || ts.sys.fileExists(name)
  host.readFile = (name) => sources[name] ?? ts.sys.readFile(name)
  const program = ts.createProgram(['/page.ts'], { noLib: false }, host)
  expect(unusedTexts(program, (file) => file === '/en.ts')).toEqual([
    'en.ts: passed.dead',
    'en.ts: dead',
  ])
})
