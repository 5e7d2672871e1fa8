/**
 * Answers a call that failed: the same as answer_event.ts. The bundler puts this entry and the analyzers of failures into
 * one file, because a process pays for each further file (`deno task bench --only costs`).
 *
 * @module
 */
export { answer } from "./answer_event.ts";
