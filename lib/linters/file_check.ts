/**
 * What a check of one file by one linter is, however its program is asked.
 *
 * @module
 */
import type { LinterSettings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";
import type { ConsentNeeded } from "./allowed_program.ts";
import type { LinterTask } from "./plan.ts";
import type { Project } from "./project.ts";
import type { ProgramRow } from "./table.ts";

/** What a check is about. */
export interface CheckContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The file, absolute. */
  readonly path: string;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The project. */
  readonly project: Project;
  /** Takes note of a linter that is not started for want of the person's consent. */
  readonly needConsent: (linter: string, needed: ConsentNeeded) => void;
}

/** One linter's check of one file, however its program is asked. */
export interface FileCheck {
  /** The linter. */
  readonly row: ProgramRow;
  /** The folder that it runs in. */
  readonly folder: string;
  /** How a person starts the program. */
  readonly command: string;
  /** Names the file and the configuration for "the linter leaves it out". */
  readonly ignoredName: () => string;
  /** Starts the program before it is known whether its result is needed. */
  readonly begin: () => void;
  /** Ends what runs and is not waited for. */
  readonly abandon: () => void;
  /** Names the check of the file as it is. */
  readonly task: (bytes: Uint8Array<ArrayBuffer>) => Promise<LinterTask>;
  /** Names the check of another text that the file held; `undefined` where no such check is possible. */
  readonly taskOf: (text: string) => Promise<LinterTask | undefined>;
}
