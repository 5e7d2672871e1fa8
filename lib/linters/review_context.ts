/**
 * What the review of a call is about, and what it depends on.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Host } from "../state/host.ts";
import type { ChangedFile } from "./edited_file.ts";
import type { RunLinters } from "./plan.ts";
import type { Start } from "./prepare.ts";

/** What a review depends on. */
export interface ReviewContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** Runs the programs with cache and breakers. */
  readonly runLinters: RunLinters;
  /** Finds a file's linters. */
  readonly prepare: (path: string) => Promise<Start>;
}

/** One file of a call. */
export interface FileReview {
  /** The file and its change. */
  readonly changed: ChangedFile;
  /** The call. */
  readonly call: ToolCall;
  /** The linters of the file. */
  readonly own: Start;
  /** How much time is left. */
  readonly leftMs: () => number;
  /** The most findings. */
  readonly most: number;
}
