/**
 * Small changes of a source text that its tests should notice: comparisons, conditions, returns, constants.
 *
 * @module
 */

/** One change of a source text. */
export interface Mutant {
  /** Where the changed text begins, in UTF-16 units. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  /** What takes its place. */
  readonly text: string;
}

/** The part of a node of TypeScript's syntax tree that is used here. */
export interface Node {
  /** The node's end in the text. */
  readonly end: number;
  /** What the node is a part of. */
  readonly parent: Node;
  /** Where the node begins, after spaces and comments. */
  getStart(): number;
  /** The node's own text. */
  getText(): string;
  /** The condition of an `if` or `?:`, a `return`'s or arrow function's value, the sides of an operator. */
  readonly expression?: Node;
  /** The condition of `?:`. */
  readonly condition?: Node;
  /** A function's body. */
  readonly body?: Node;
  /** An operator between two values. */
  readonly operatorToken?: Node;
  /** The value of a prefix operator. */
  readonly operand?: Node;
}

type Check = (node: Node) => boolean;

/** The part of TypeScript's module that is used here. */
export interface Parser {
  /** Parses a text. */
  createSourceFile(name: string, text: string, target: number, setParents: true): Node;
  /** Calls back for every direct part of a node. */
  forEachChild(node: Node, visit: (child: Node) => void): void;
  /** True for `a < b` and its like. */
  readonly isBinaryExpression: Check;
  /** True for `!a`, `-a`. */
  readonly isPrefixUnaryExpression: Check;
  /** True for `if`. */
  readonly isIfStatement: Check;
  /** True for `a ? b : c`. */
  readonly isConditionalExpression: Check;
  /** True for `return`. */
  readonly isReturnStatement: Check;
  /** True for `() => a`. */
  readonly isArrowFunction: Check;
  /** True for `{ ... }` as statements. */
  readonly isBlock: Check;
  /** True for numbers. */
  readonly isNumericLiteral: Check;
  /** True for texts in quotes. */
  readonly isStringLiteral: Check;
  /** True for types. */
  readonly isTypeNode: Check;
  /** True for `import ... from`. */
  readonly isImportDeclaration: Check;
  /** True for `export ... from`. */
  readonly isExportDeclaration: Check;
  /** True for a property's name and value in an object. */
  readonly isPropertyAssignment: Check;
  /** True for calls. */
  readonly isCallExpression: Check;
}

/** A name at run time, so that the lock file need not know a package that only one task loads. */
export const TYPESCRIPT = "npm:typescript@6.0.3";

/** Boundary first, then the opposite. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
  "+": ["-"],
  "-": ["+"],
};

/** Values whose replacement by `undefined` changes nothing that tests could see. */
const FALSY = ["undefined", "false", "null"];

/** TypeScript's newest syntax, as its parser numbers it. */
const LATEST = 99;

/**
 * Finds the changes of a source text.
 *
 * @param text The text of a TypeScript file.
 * @param parser TypeScript's module.
 * @returns Changes, each to be made alone, from the beginning of the text to its end.
 */
export function mutantsOf(text: string, parser: Parser): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: Node): void => {
    if (parser.isTypeNode(node) || parser.isImportDeclaration(node) || parser.isExportDeclaration(node)) {
      return;
    }
    mutants.push(...changesOf(node, parser));
    parser.forEachChild(node, visit);
  };
  visit(parser.createSourceFile("mutated.ts", text, LATEST, true));
  return mutants.sort((one, other) => one.start - other.start);
}

function changesOf(node: Node, parser: Parser): Mutant[] {
  if (node.operatorToken !== undefined && parser.isBinaryExpression(node)) {
    const operator = node.operatorToken;
    return (OPERATORS[operator.getText()] ?? []).map((text) => change(operator, text));
  }
  if (parser.isPrefixUnaryExpression(node) && node.operand !== undefined && node.getText().startsWith("!")) {
    return [change(node, node.operand.getText())];
  }
  const condition = parser.isIfStatement(node)
    ? node.expression
    : parser.isConditionalExpression(node)
    ? node.condition
    : undefined;
  if (condition !== undefined) return ["true", "false"].map((text) => change(condition, text));
  const value = parser.isReturnStatement(node)
    ? node.expression
    : parser.isArrowFunction(node) && node.body !== undefined && !parser.isBlock(node.body)
    ? node.body
    : undefined;
  if (value !== undefined) return FALSY.includes(value.getText()) ? [] : [change(value, "undefined")];
  return constantChanges(node, parser);
}

function constantChanges(node: Node, parser: Parser): Mutant[] {
  const text = node.getText();
  if (text === "true" || text === "false") return [change(node, text === "true" ? "false" : "true")];
  if (parser.isNumericLiteral(node)) return [change(node, text === "1" ? "0" : `(${text} + 1)`)];
  if (!parser.isStringLiteral(node) || isName(node, parser)) return [];
  return [change(node, text.length > 2 ? '""' : '"mutated"')];
}

/** A text that names something: a property, or a module that is loaded. */
function isName(node: Node, parser: Parser): boolean {
  const { parent } = node;
  const isKey = parser.isPropertyAssignment(parent) && parent.getStart() === node.getStart();
  return isKey || (parser.isCallExpression(parent) && parent.getText().startsWith("import("));
}

function change(node: Node, text: string): Mutant {
  return { start: node.getStart(), end: node.end, text };
}
