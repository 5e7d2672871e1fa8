/**
 * The lines of a file as linters count them: in a notebook, within each cell.
 *
 * @module
 */
import { field, isObject } from "../text/json_object.ts";
import type { LintProblem } from "./linter.ts";

/** A file's lines. */
export interface LinedText {
  /** All lines; those of a notebook's cells one cell after another. */
  readonly lines: readonly string[];
  /** The number of a problem's line among them, from 1. */
  readonly lineOf: (problem: LintProblem) => number;
}

/**
 * Splits a file into lines.
 *
 * @param text What the file holds.
 * @param path Its path.
 * @returns Its lines; for a notebook that can be read, those of its cells.
 */
export function splitLines(text: string, path: string): LinedText {
  const cells = path.endsWith(".ipynb") ? cellsOf(text) : undefined;
  if (cells === undefined) return { lines: text.split("\n"), lineOf: ({ line }) => line };
  const starts: number[] = [];
  const lines: string[] = [];
  for (const cell of cells) {
    starts.push(lines.length);
    lines.push(...cell.split("\n"));
  }
  return { lines, lineOf: ({ cell = 1, line }) => (starts[cell - 1] ?? 0) + line };
}

function cellsOf(text: string): string[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const cells = isObject(json) ? field(json, "cells") : undefined;
    return Array.isArray(cells) ? cells.map(sourceOf) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function sourceOf(cell: unknown): string {
  const source = isObject(cell) ? field(cell, "source") : "";
  if (Array.isArray(source)) return source.join("");
  return typeof source === "string" ? source : "";
}
