/**
 * Recognizes templates: text from which a program makes JSON, TOML or YAML, and which is none of these itself.
 *
 * @module
 */

/** A language that templates are made for. */
export type Language = "json" | "toml" | "yaml";

/** Go, Jinja and Mustache; statements and comments of Jinja; ERB; Template Toolkit. */
const MARKS = [["{{", "}}"], ["{%", "%}"], ["{#", "#}"], ["<%", "%>"], ["[%", "%]"]] as const;
/** Terraform, shells, Octopus; envsubst; configure. */
const VARIABLE = /[%$#]\{[\w ~]|[:=[]\s*\$[A-Za-z_]|@[A-Za-z_]\w{0,60}@/;

/** Strings and comments; a string that does not end is cut off where its line ends, the others at the text's end. */
const QUOTED = {
  json: /"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|$)|\/\/.*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/gm,
  toml:
    /"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|$)|'[^'\n]*(?:'|$)|#.*/gm,
  yaml: /"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|$)|(?<![^\s:,[{-])'[^'\n]*(?:'|$)|(?<![^\s])#.*/gm,
};

/**
 * Reports whether a text that its language's parser refuses is a template.
 *
 * @param text The text.
 * @param path Its path: template engines also fill in the names of folders.
 * @param language The language that the file's name promises.
 * @returns True if there is a template's mark where the language itself allows none.
 */
export function isTemplate(text: string, path: string, language: Language): boolean {
  if (isInTemplateFolder(path) || hasQuoteInMark(text)) return true;
  const plain = text.replace(QUOTED[language], (found) => found.includes("\n") ? "\n" : " ");
  if (language === "yaml") return hasYamlMark(plain);
  return MARKS.some((mark) => has(plain, mark)) || VARIABLE.test(plain);
}

/** A name on the path is still to be filled in, as cookiecutter's are. */
function isInTemplateFolder(path: string): boolean {
  return MARKS.some((mark) => has(path, mark));
}

function has(text: string, [open, close]: readonly [string, string]): boolean {
  const at = text.indexOf(open);
  return at >= 0 && text.indexOf(close, at + open.length) >= 0;
}

/** Braces within a string mean nothing, unless there is a quote inside them: it would end the string. */
function hasQuoteInMark(text: string): boolean {
  return text.split("\n").some((line) =>
    MARKS.some(([open, close]) => {
      for (let at = line.indexOf(open); at >= 0;) {
        const end = line.indexOf(close, at + open.length);
        if (end < 0) return false;
        const inside = line.slice(at + open.length, end);
        if (/(?<!\\)"/.test(inside) && !inside.includes(open)) return true;
        at = line.indexOf(open, end + close.length);
      }
      return false;
    })
  );
}

/** In YAML a mark is plain text, except where a line, a value or an element begins. `${{` is GitHub's own. */
function hasYamlMark(plain: string): boolean {
  const begins = (text: string): boolean =>
    text.startsWith("%{") || MARKS.some(([open]) => text.startsWith(open));
  if (/[[{,][ \t]*(?:\{\{|[{<[]%|\$\{(?!\{))/.test(plain)) return true;
  return plain.split("\n").some((line) => {
    const entry = line.replace(/^[ \t-]+/, "");
    if (begins(entry)) return true;
    if (/^\$\{(?!\{)[^}]*\}[ \t\r]*$/.test(entry)) return true;
    const colon = entry.search(/:[ \t]/);
    return colon >= 0 && begins(entry.slice(colon + 1).trimStart());
  });
}
