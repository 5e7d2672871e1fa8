/**
 * Command line arguments: the original `@std/cli` code from npm with types beside it, for networks without JSR.
 *
 * Left out: `promptSecret`, which nothing here calls, and `unicodeWidth`, whose data file the npm package lacks.
 *
 * @module
 */

export { type Args, parseArgs, type ParseOptions } from "./parse_args.ts";
