/**
 * Types of `parseArgs`, written by hand to the documentation of `@std/cli`.
 *
 * They are as exact as the original for plain names. Where the original says `any` (no option names an argument)
 * or looks inside a dotted name (`"server.port"`), these say `unknown`.
 *
 * @module
 */

/**
 * Reads command line arguments into an object.
 *
 * Without options `--flag` is `true`, `--name=value` and `--name value` are a text or, if it looks like one, a
 * number; the rest, and all after `--`, is in `_`.
 *
 * @param args The arguments, such as `Deno.args`.
 * @param options Which names mean what.
 * @returns The values by name and alias.
 */
export declare function parseArgs<
  B extends boolean | string | undefined = undefined,
  S extends string | undefined = undefined,
  C extends string | undefined = undefined,
  N extends string | undefined = undefined,
  D extends Readonly<Record<string, unknown>> | undefined = undefined,
  const A extends Aliases | undefined = undefined,
  DD extends boolean | undefined = undefined,
>(args: readonly string[], options?: ParseOptions<B, S, C, N, D, A, DD>): Args<Values<B, S, C, N, D, A>, DD>;

/** What each argument name means to {@linkcode parseArgs}. */
export interface ParseOptions<
  B extends boolean | string | undefined = boolean | string | undefined,
  S extends string | undefined = string | undefined,
  C extends string | undefined = string | undefined,
  N extends string | undefined = string | undefined,
  D extends Readonly<Record<string, unknown>> | undefined = Readonly<Record<string, unknown>> | undefined,
  A extends Aliases | undefined = Aliases | undefined,
  DD extends boolean | undefined = boolean | undefined,
> {
  /** Whether what follows `--` goes to `"--"` instead of `_`; off by default. */
  "--"?: DD;
  /** Other names by name: `{ help: "h" }` or `{ help: ["h", "?"] }`. */
  alias?: A;
  /** Names that are `true` or `false` and take no value; `true` for every `--name` without `=`. False by default. */
  boolean?: B | readonly Extract<B, string>[];
  /** Values of names that are not given. */
  default?: D;
  /** Whether everything after the first argument that is no option goes to `_`; off by default. */
  stopEarly?: boolean;
  /** Names whose value stays text, even if it looks like a number. */
  string?: S | readonly Extract<S, string>[];
  /** Names whose values all go into one array; otherwise the last one wins. */
  collect?: C | readonly Extract<C, string>[];
  /** Names that `--no-name` sets to `false`. */
  negatable?: N | readonly Extract<N, string>[];
  /**
   * Called with each argument that no option names; `false` leaves it out of the result.
   * `key` and `value` are missing for arguments without a dash.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What {@linkcode parseArgs} returns: values by name, other arguments in `_` and, if asked for, `"--"`. */
export type Args<
  T extends Record<string, unknown> = Record<string, unknown>,
  DD extends boolean | undefined = undefined,
> = Flat<T & { _: (string | number)[] } & DoubleDash<DD>>;

/**
 * Other names by name.
 *
 * @internal
 */
type Aliases = Readonly<Record<string, string | readonly string[]>>;

/**
 * What `"--"` adds to the result.
 *
 * @internal
 */
type DoubleDash<DD extends boolean | undefined> = boolean extends DD ? { "--"?: string[] }
  : true extends DD ? { "--": string[] }
  : unknown;

/**
 * The values by name and alias.
 *
 * @internal
 */
type Values<B, S, C, N, D, A> =
  & Record<string, unknown>
  & WithAliases<WithDefaults<Strings<S, C, N> & Booleans<B, C> & Lists<Names<C>, B, S, N>, D>, A>;

type Strings<S, C, N> =
  & { [K in Exclude<Names<S>, C>]?: string | Negated<K, N> }
  & { [K in Extract<Names<S>, C>]: string[] | Negated<K, N> };

type Booleans<B, C> =
  & { [K in Exclude<Names<B>, C>]: boolean }
  & { [K in Extract<Names<B>, C>]: boolean[] };

type Lists<C extends string, B, S, N> = { [K in Exclude<C, B | S>]: unknown[] | Negated<K, N> };

type WithDefaults<T, D> = D extends Readonly<Record<string, unknown>> ?
    & Omit<T, keyof D>
    & { -readonly [K in keyof D]: K extends keyof T ? D[K] | NonNullable<T[K]> : unknown }
  : T;

type WithAliases<T, A> = { [K in keyof T as K | AliasOf<K, A>]: T[K] };

type AliasOf<K, A> = K extends keyof A ? A[K] extends readonly (infer Alias extends string)[] ? Alias
  : Extract<A[K], string>
  : never;

type Negated<K, N> = K extends N ? false : never;

/** The names that are known exactly; a dotted one would become an object. */
type Names<T> = T extends `${string}.${string}` ? never : Extract<T, string>;

/**
 * The same members, as one object in messages and hints.
 *
 * @internal
 */
type Flat<T> = T extends infer U ? { [K in keyof U]: U[K] } : never;
