/**
 * What answers a call that failed: the same, in a file of the bundle that has the analyzers of failures in it, because each
 * further file costs a process 0.2 ms.
 *
 * @module
 */
export { answerStored } from "./answer_with_state.ts";
