/**
 * Serves the files of one folder on loopback, for the installers' tests: a process of its own, so that the tests need
 * no network permission. Prints its port.
 *
 * @module
 */
const [folder = ""] = Deno.args;

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => {
    Deno.stdout.writeSync(new TextEncoder().encode(`${port}\n`));
  },
}, async ({ url }) => {
  try {
    return new Response(await Deno.readFile(`${folder}/${new URL(url).pathname.split("/").at(-1)}`));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return new Response("not found", { status: 404 });
  }
});
