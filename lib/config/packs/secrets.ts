/**
 * `secrets`: keys and tokens that a call wrote into a file. Formats are the publishers' own; a token's text is never
 * repeated to the model.
 *
 * @module
 */
import type { Rule } from "../rules/rule.ts";

const ADVICE =
  "Take it out of the file, read it from the environment or a secret store, and tell the user: a key that " +
  "was written to disk should be replaced.";

/** Texts that say that a value is no real secret. */
const PLACEHOLDER = {
  pattern: "[eE]xample|EXAMPLE|placeholder|PLACEHOLDER|xxxx|XXXX|[dD]ummy|[fF]ake|<[a-z-]+>|\\.\\.\\.\\.",
};

function secret(
  name: string,
  what: string,
  rest: Pick<Rule, "match" | "examples" | "counterExamples" | "verify">,
): Rule {
  return {
    id: `secrets/${name}`,
    source: "pack secrets",
    scope: "pack",
    when: {},
    look: "new",
    severity: "violation",
    text: `{file} now holds ${what}. ${ADVICE}`,
    ...rest,
  };
}

/** Base62 digits in GitHub's order, for the checksum at the end of its tokens. */
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Checks a GitHub token: its last six characters are the CRC-32 of the random part before them, in base 62
 * (github.blog, "Behind GitHub's new authentication token formats", 2021).
 *
 * @param token A token such as `ghp_` and 36 characters.
 * @returns True when the checksum is right.
 */
export function hasGithubChecksum(token: string): boolean {
  const body = token.slice(token.indexOf("_") + 1, -6);
  let sum = crc32(body);
  let digits = "";
  for (let place = 0; place < 6; place++) {
    digits = (BASE62[sum % 62] ?? "") + digits;
    sum = Math.floor(sum / 62);
  }
  return token.endsWith(digits);
}

function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    sum ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ ((sum & 1) === 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** Random text has many different characters; an example key often repeats a few. */
function looksRandom(found: string): boolean {
  return new Set(found.slice(found.search(/[_-]|A/) + 1)).size >= 10 &&
    !/EXAMPLE|example|0123456789|abcdefgh/.test(found);
}

/** The rules of the pack. `verify` checks lengths where a counted repeat cannot run in the linear engine. */
export const SECRETS: readonly Rule[] = [
  secret("github-token", "a GitHub token", {
    match: { pattern: "\\bgh[pousr]_[A-Za-z0-9]+\\b", literal: "gh" },
    verify: (found) => found.length === 40 && hasGithubChecksum(found),
    examples: ["token = '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'"],
    counterExamples: [
      "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ghp_short",
      "ghp_1A2b3C4d5E6f7G8h9I0j1K2l3M4n5O6p7Q8r",
    ],
  }),
  secret("aws-access-key", "an AWS access key id", {
    match: { pattern: "\\b(?:AKIA|ASIA)[A-Z2-7]+\\b" },
    verify: (found) => found.length === 20 && looksRandom(found),
    examples: ["aws_access_key_id = AKIAQ3EGRVT5N2WXK7LB"],
    counterExamples: ["AKIAIOSFODNN7EXAMPLE", "AKIAAAAAAAAAAAAAAAAA", "AKIASHORT"],
  }),
  secret("google-api-key", "a Google API key", {
    match: { pattern: "\\bAIza[A-Za-z0-9_-]+", literal: "AIza" },
    verify: (found) => found.length === 39 && looksRandom(found),
    examples: ['key: "AIzaSyD3vK9qLx7WmN2pRtY5uB8cE1fH4jZ6oQs"'],
    counterExamples: ["AIzaSyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "AIzaShort"],
  }),
  secret("slack-token", "a Slack token", {
    match: { pattern: "\\bxox[abprs]-\\d+-\\d+-[A-Za-z0-9-]+", literal: "xox" },
    verify: (found) => found.length >= 40 && looksRandom(found),
    examples: ["xoxb-2841937465-9182736450192-Kq7ZtW3mXv9LbR2nYc5DfH8j"],
    counterExamples: ["xoxb-1-2-abc", "xoxb-0000000000-0000000000000-xxxxxxxxxxxxxxxxxxxxxxxx"],
  }),
  secret("stripe-key", "a live Stripe key", {
    match: { pattern: "\\b(?:sk|rk)_live_[A-Za-z0-9]+\\b", literal: "_live_" },
    verify: (found) => found.length >= 32 && looksRandom(found),
    examples: ["STRIPE=sk_live_51Hq8ZtW3mXv9LbR2nYc5DfH8jKp"],
    counterExamples: ["sk_test_51Hq8ZtW3mXv9LbR2nYc5DfH8jKp", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"],
  }),
  secret("npm-token", "an npm token", {
    match: { pattern: "\\bnpm_[A-Za-z0-9]+\\b", literal: "npm_" },
    verify: (found) => found.length === 40 && hasGithubChecksum(found),
    examples: ["//registry.test/:_authToken=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"],
    counterExamples: ["npm_config_cache", "npm_package_version", "npm_lifecycle_event"],
  }),
  secret("anthropic-key", "an Anthropic API key", {
    match: { pattern: "\\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]+", literal: "sk-ant-" },
    verify: (found) => found.length >= 90 && looksRandom(found),
    examples: [`sk-ant-api03-${"aB3dE5gH7jK9mN1pQ2sT4vW6yZ8".repeat(4)}`],
    counterExamples: ["sk-ant-api03-short", "sk-ant-your-key-here"],
  }),
  secret("private-key", "a private key", {
    match: {
      pattern: "^\\s*-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----\\s*$",
      literal: "-----BEGIN ",
    },
    examples: ["-----BEGIN OPENSSH PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----"],
    counterExamples: ["-----BEGIN PUBLIC KEY-----", 'if line == "-----BEGIN RSA PRIVATE KEY-----":'],
  }),
  {
    ...secret("url-password", "an address with a password in it", {
      match: {
        pattern: "\\b[a-z][a-z0-9+]*://[A-Za-z0-9._-]+:[^\\s:@/'\"<>{}$]+@[A-Za-z0-9.-]+",
        literal: "://",
      },
      verify: (found) => isRealPassword(found),
      examples: ["DATABASE_URL=postgres://app:q7Zt3mXv9Lb@db.internal.net:5432/app"],
      counterExamples: [
        "postgres://user:password@localhost/db",
        "postgres://app:${DB_PASSWORD}@db/app",
        "https://x.test/a:b@c",
      ],
    }),
    unless: PLACEHOLDER,
  },
];

/** Development databases have the user's name or a word for a password; that is no secret. */
function isRealPassword(address: string): boolean {
  const [, user = "", password = ""] = /:\/\/([^:]*):([^@]*)@/.exec(address) ?? [];
  const host = address.slice(address.lastIndexOf("@") + 1);
  if (/^(?:localhost|127\.|0\.0\.0\.0|db$|postgres$|mysql$|redis$|host\.docker)/.test(host)) return false;
  return password.length >= 8 && password !== user &&
    !/pass|secret|changeme|example/.test(password.toLowerCase());
}
