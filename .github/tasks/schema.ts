/**
 * `deno task schema`: writes the published JSON Schema of the configuration.
 *
 * @module
 */
import { jsonSchema } from "../../lib/config/json_schema.ts";
import { ROOT } from "./program.ts";

await Deno.writeTextFile(`${ROOT}lib/config/fasthook.schema.json`, jsonSchema());
