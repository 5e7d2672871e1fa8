/**
 * Pages that need nothing but themselves: no network, light and dark, for any width and for the keyboard.
 *
 * @module
 */

/** Text that is HTML already. */
export interface Markup {
  /** The HTML. */
  readonly html: string;
}

/** What a template may be filled with: text, which is escaped, and HTML. */
export type Filling = string | number | Markup | readonly Markup[];

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6068; --line: #d9dce1; --back: #ffffff; --card: #f5f6f8;
  --focus: #b35c00; --bar0: #2f6fb3; --bar1: #b4c4d8; --bar2: #d98200; --bar3: #00876c; --bar4: #a8508a; --bar5: #4aa3dd;
  --bar6: #c44e1c; --bar7: #8a8f98; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #a2a8b1; --line: #3a3f47; --back: #16181c; --card: #1f2228; --focus: #ffb35c;
    --bar0: #6aa9ea; --bar1: #3f5168; --bar2: #f0a83c; --bar3: #3dbd9b; --bar4: #d98bbd; --bar5: #a5d8f7; --bar6: #f0805a;
    --bar7: #8f969f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.25rem 4rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0 0; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; } .warning { border-left: 4px solid var(--focus); padding-left: .6rem; margin: .75rem 0; } .soft { color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
.facts dt { color: var(--soft); font-size: .85rem; } .facts dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.facts dd.note { color: var(--soft); font-size: .8rem; line-height: 1.35; } a { color: var(--bar0); }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:first-child { overflow-wrap: anywhere; min-width: 8rem; }
.bar { display: flex; height: .7rem; } .bar i { background: var(--bar0); min-width: 2px; } .bar i + i { background: var(--bar1); }
td.bars { width: 30%; min-width: 5rem; vertical-align: middle; }
.hint { display: none; color: var(--soft); font-size: .8rem; margin: 0 0 .2rem; } .scroll.wide > .hint { display: block; position: sticky; left: 0; }
figure { margin: 0; } .plot:focus-visible { outline: 3px solid var(--focus); } .said { color: var(--soft); font-size: .85rem; }
figure .u-legend th, figure .u-legend td { border: 0; padding: 0 .3rem 0 0; } figure .u-legend { color: var(--ink); font-size: .85rem; text-align: left; } .u-legend .u-marker { border-radius: 2px; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } figure details { border: 0; color: var(--soft); font-size: .9rem; }
details { border-bottom: 1px solid var(--line); padding: .35rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); padding: .6rem .8rem; border-radius: 6px; font-size: .85rem; }
code { overflow-wrap: anywhere; }
@media print { details > * { display: block; } }
`.trim();

/**
 * Fills a template: text is escaped, markup is not.
 *
 * @param parts The template's own HTML.
 * @param fillings What goes between.
 * @returns The HTML.
 */
export function html(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  const filled = fillings.map((filling, at) => writeFilling(filling) + (parts[at + 1] ?? ""));
  return { html: (parts[0] ?? "") + filled.join("") };
}

/** What a page has besides its body. */
export interface PageParts {
  /** More style. */
  readonly style: string;
  /** Scripts, which run after the body. */
  readonly scripts: readonly string[];
  /** More of the policy that says what may run. */
  readonly policy: string;
}

const NO_PARTS: PageParts = { style: "", scripts: [], policy: "" };

/**
 * Makes a whole page. Nothing runs in it unless its policy says so.
 *
 * @param title The page's title and heading.
 * @param body What follows the heading.
 * @param parts What else it has.
 * @returns The page's text.
 */
export function page(title: string, body: readonly Markup[], parts: PageParts = NO_PARTS): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'${parts.policy}`;
  const scripts = parts.scripts.map((script) => ({ html: `<script>${script}</script>\n` }));
  return html`
    <!doctype html>
    <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="${policy}">
      <title>${title}</title>
      <style>${{ html: parts.style + STYLE }}</style>
      <main>
    <h1>${title}</h1>
    ${body}
      </main>
    ${scripts}
    </html>
  `.html;
}

/** A number that is shown large. */
export interface Fact {
  /** What it is. */
  readonly name: string;
  /** The number and its unit. */
  readonly value: string;
  /** More about it. */
  readonly note?: string;
}

/**
 * Shows a few numbers, large.
 *
 * @param facts The numbers.
 * @returns A list.
 */
export function factList(facts: readonly Fact[]): Markup {
  return html`
    <dl class="facts">${facts.map(({ name, value, note = "" }) =>
      html`
        <div>
          <dt>${name}</dt>
          <dd>${value}</dd>
          <dd class="note">${note}</dd>
        </div>
      `
    )}</dl>
  `;
}

/**
 * Makes a part with a heading; nothing where it has no content.
 *
 * @param heading The heading.
 * @param content What follows it.
 * @returns The part.
 */
export function section(heading: string, content: Markup): Markup {
  return content.html === "" ? content : html`
    <section><h2>${heading}</h2>
    ${content}</section>
  `;
}

/** A cell: a text, a number, HTML, or the parts of a bar, each from 0 to 1. */
export type TableCell = string | number | Markup | readonly number[];

/**
 * Makes a table that scrolls by itself where it is too wide, with the arrow keys too.
 *
 * @param head The headings; one that ends in ">" is aligned to the right, like its numbers.
 * @param rows The cells.
 * @returns The table; nothing for no rows.
 */
export function dataTable(head: readonly string[], rows: readonly (readonly TableCell[])[]): Markup {
  if (rows.length === 0) return { html: "" };
  const titles = head.map((title) =>
    html`<th scope="col" class="${title.endsWith(">") ? "number" : "text"}">${title.replace(/>$/, "")}</th>`
  );
  const cell = (value: TableCell, at: number): Markup =>
    isBar(value)
      ? html`<td class="bars">${barOf(value)}</td>`
      : html`<td class="${head[at]?.endsWith(">") ? "number" : "text"}">${value}</td>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="table, scrolls sideways">
      <p class="hint">More columns: scroll sideways &rarr;</p>
      <table>
        <thead>
          <tr>${titles}</tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr>${row.map(cell)}</tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

function isBar(value: TableCell): value is readonly number[] {
  return Array.isArray(value);
}

function barOf(parts: readonly number[]): Markup {
  return html`
    <div class="bar">${parts.filter((part) => part > 0).length === 0 ? "" : parts.map((part) =>
      html`
        <i style="width:${Math.round(1000 * part) / 10}%" ${{ html: part === 0 ? " hidden" : "" }}></i>
      `
    )}</div>
  `;
}

function writeFilling(filling: Filling): string {
  if (typeof filling === "number") return String(filling);
  if (typeof filling === "string") return escape(filling);
  return "html" in filling ? filling.html : filling.map(({ html }) => html).join("");
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
