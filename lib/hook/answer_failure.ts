/**
 * Answers a call that failed: the same as answer_event.ts. The bundler puts this entry and the analyzers of failures into
 * one file, because each further file costs a process 0.2 ms.
 *
 * @module
 */
export { answer } from "./answer_event.ts";
