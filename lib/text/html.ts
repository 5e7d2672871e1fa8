/**
 * Pages that need nothing but themselves: no network, no script, light and dark, for any width and for the keyboard.
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

/** One column of a chart. */
export interface ChartBar {
  /** What it means, such as "0.1 to 0.2 ms". */
  readonly label: string;
  /** How high it is. */
  readonly value: number;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6068; --line: #d9dce1; --back: #ffffff; --card: #f5f6f8;
  --bar: #2f6fb3; --focus: #b35c00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #a2a8b1; --line: #3a3f47; --back: #16181c; --card: #1f2228; --bar: #6aa9ea; --focus: #ffb35c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.25rem 4rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0 0; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; } .warning { border-left: 4px solid var(--focus); padding-left: .6rem; margin: .75rem 0; } .soft { color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
.facts dt { color: var(--soft); font-size: .85rem; } .facts dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:first-child { overflow-wrap: anywhere; min-width: 8rem; }
.bar { background: var(--bar); height: .7rem; border-radius: 2px; min-width: 2px; } td.bars { width: 30%; min-width: 5rem; vertical-align: middle; }
figure { margin: 0; } svg { display: block; width: 100%; height: 9.5rem; border-bottom: 1px solid var(--line); } svg rect { fill: var(--bar); }
figcaption { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: .8rem; }
details { border-bottom: 1px solid var(--line); padding: .35rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); padding: .6rem .8rem; border-radius: 6px; font-size: .85rem; }
code { overflow-wrap: anywhere; }
@media print { details > * { display: block; } }
`.trim();

const CHART_WIDTH = 720;
const CHART_HEIGHT = 150;

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

/**
 * Makes a whole page.
 *
 * @param title The page's title and heading.
 * @param body What follows the heading.
 * @returns The page's text.
 */
export function page(title: string, body: readonly Markup[]): string {
  return html`
    <!doctype html>
    <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>${title}</title>
      <style>${{ html: STYLE }}</style>
      <main>
    <h1>${title}</h1>
    ${body}
      </main>
    </html>
  `.html;
}

/**
 * Shows a few numbers, large.
 *
 * @param facts Names and values.
 * @returns A list.
 */
export function factList(facts: readonly (readonly [name: string, value: string])[]): Markup {
  return html`
    <dl class="facts">${facts.map(([name, value]) =>
      html`
        <div>
          <dt>${name}</dt>
          <dd>${value}</dd>
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

/**
 * Makes a table that scrolls by itself where it is too wide, with the arrow keys too.
 *
 * @param head The headings; one that ends in ">" is aligned to the right, like its numbers; "bars" holds parts of 1.
 * @param rows The cells.
 * @returns The table; nothing for no rows.
 */
export function dataTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): Markup {
  if (rows.length === 0) return { html: "" };
  const kinds = head.map((title) => title.endsWith(">") ? "number" : title === "bars" ? "bars" : "text");
  const titles = head.map((title, at) =>
    html`<th scope="col" class="${kinds[at] ?? ""}">${title === "bars" ? "" : title.replace(/>$/, "")}</th>`
  );
  const cell = (value: string | number, at: number): Markup =>
    kinds[at] === "bars"
      ? html`
        <td class="bars">
          <div class="bar" style="width:${Math.round(100 * Number(value))}%"></div>
        </td>
      `
      : html`<td class="${kinds[at] ?? ""}">${value}</td>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="table">
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

/**
 * Draws columns next to each other.
 *
 * @param name What the chart shows, for people who cannot see it.
 * @param bars The columns from left to right.
 * @returns The chart; nothing for no columns.
 */
export function columnChart(name: string, bars: readonly ChartBar[]): Markup {
  const most = Math.max(...bars.map(({ value }) => value));
  if (bars.length === 0 || most === 0) return { html: "" };
  const step = CHART_WIDTH / bars.length;
  const shapes = bars.map(({ label, value }, at) => {
    const height = value === 0 ? 0 : Math.max(1.5, CHART_HEIGHT * value / most);
    const [x, y, width] = [at * step + step * 0.08, CHART_HEIGHT - height, step * 0.84].map(formatNumber);
    return html`
      <rect x="${x ?? ""}" y="${y ?? ""}" width="${width ?? ""}" height="${formatNumber(height)}">
        <title>${label}: ${value}</title>
      </rect>
    `;
  });
  const [first, last] = [bars[0]?.label ?? "", bars.at(-1)?.label ?? ""];
  return html`
    <figure>
      <figcaption>${most}</figcaption>
      <svg viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" preserveAspectRatio="none" role="img"
        aria-label="${name}, from ${first} to ${last}, at most ${most}">
    ${shapes}
      </svg>
      <figcaption><span>${first}</span><span>${last}</span></figcaption>
    </figure>
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

function formatNumber(value: number): string {
  return value.toFixed(1);
}
