/**
 * Files that are not edited by hand in this project, by their paths: what package managers install, what tools make, and
 * project templates. What a file holds is judged elsewhere.
 *
 * @module
 */

const INSTALLED =
  /\/(?:node_modules|bower_components|jspm_packages|site-packages|dist-packages|\.git|\.yarn|\.pnp)\//;
const MADE = /(?:[.-]min\.\w+|\.bundle\.\w+|\.(?:generated|g|gen|pb)\.\w+|_pb2(?:_grpc)?\.pyi?)$/;
/** Cookiecutter and its like fill in names as well as texts. */
const TEMPLATE = /\{\{.*\}\}|\{%.*%\}/;

/**
 * Reports whether linters have nothing to say about a file, whatever is configured.
 *
 * @param path The file, with slashes.
 * @returns True for installed packages, files that a tool makes, and project templates.
 */
export function isSkipped(path: string): boolean {
  return INSTALLED.test(path) || MADE.test(path) || TEMPLATE.test(path);
}
