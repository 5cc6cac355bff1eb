/** Finds what a file exports, in the tree that ESLint made of it. */

/** The exports of a file: name, node, and the value if it is written there. */
export function exportsOf({ body }) {
  return body.flatMap((statement) => {
    if (statement.exportKind === 'type') return []
    if (statement.type === 'ExportDefaultDeclaration') {
      return [['default', statement, statement.declaration]]
    }
    if (statement.type === 'ExportAllDeclaration') return [['*', statement, null]]
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration } = statement
    if (!declaration) {
      return statement.specifiers.map(({ exported }) => [exported.name, statement, null])
    }
    if (declaration.type !== 'VariableDeclaration')
      return [[declaration.id.name, declaration, null]]
    return declaration.declarations.flatMap((one) =>
      namesIn(one.id).map((name) => [name, one, one.init]),
    )
  })
}

function namesIn(pattern) {
  return pattern.type === 'ObjectPattern'
    ? pattern.properties.map(({ value, argument }) => (value ?? argument).name)
    : [pattern.name]
}
