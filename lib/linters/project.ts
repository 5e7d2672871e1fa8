/**
 * What a project's files may do: be read, be run.
 *
 * @module
 */
import type { LinterSettings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";
import { isOwnFolder, isValid, listTrustedFolders, ownerOf, TRUST_NAME } from "../state/trust.ts";
import { namesIn } from "../system/folder_names.ts";
import { realPathIfAny } from "../system/files.ts";
import type { Bounds } from "../system/plain_file.ts";
import { mainRepository, repositoryRoot } from "../system/repository.ts";
import { globTest } from "../text/glob.ts";
import { isInside } from "../text/path.ts";

/** What decides what a project may do. */
export interface ProjectContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder; "" when it is not known. */
  readonly projectDir: string;
}

/** A project. What has to be looked up about it is looked up when it is asked for, once. */
export class Project implements Bounds {
  /** The project's folder; "" when it is not known. */
  readonly folder: string;
  readonly #context: ProjectContext;
  #root: string | undefined;
  #repository: { readonly root: string | undefined } | undefined;
  #trust: { readonly isGiven: boolean } | undefined;

  /**
   * Looks at nothing yet.
   *
   * @param context Host, settings and folder.
   */
  constructor(context: ProjectContext) {
    this.folder = context.projectDir;
    this.#context = context;
  }

  /** The folder that its files came with, without links: its repository's, or its own. */
  get root(): string {
    const root = this.repository ?? this.folder;
    return this.#root ??= realPathIfAny(root) ?? root;
  }

  /** The folder of its repository; `undefined` if it is under no version control. */
  get repository(): string | undefined {
    const home = this.#context.host.env("HOME") ?? "";
    this.#repository ??= { root: this.folder === "" ? undefined : repositoryRoot(this.folder, home) };
    return this.#repository.root;
  }

  /** Whether the person lets it run its own programs, and its files lead elsewhere. */
  get isTrusted(): boolean {
    this.#trust ??= { isGiven: this.#isNamed() || this.#hasConsent() };
    return this.#trust.isGiven;
  }

  /**
   * Whether its configuration files may be programs. Those of a repository come from its authors; a folder of the person's
   * under no version control holds what the person has put there, if others may not.
   */
  get mayRunConfiguration(): boolean {
    return this.repository === undefined && isOwnFolder(this.root) || this.isTrusted;
  }

  /**
   * Whether one of its files may be read.
   *
   * @param path The file, without links.
   * @returns False for a file elsewhere, unless the project is trusted.
   */
  contains(path: string): boolean {
    return isInside(path, this.root) || this.isTrusted;
  }

  /**
   * Lists the folders where a file's own programs may be: a package of a workspace has some of its own.
   *
   * @param path The file, absolute.
   * @returns The folders from its own up to the root.
   */
  foldersFrom(path: string): readonly string[] {
    const real = realPathIfAny(path.slice(0, path.lastIndexOf("/"))) ?? this.root;
    const folders: string[] = [];
    for (let folder = real; isInside(folder, this.root); folder = folder.slice(0, folder.lastIndexOf("/"))) {
      folders.push(folder);
    }
    return folders;
  }

  #isNamed(): boolean {
    const { linters: { ownPrograms } } = this.#context;
    return this.folder !== "" && ownPrograms.some((glob) => globTest(glob)(this.folder));
  }

  #hasConsent(): boolean {
    const state = this.#context.host.stateFolder();
    if (state.kind === "none" || this.folder === "") return false;
    // Most people have consented to nothing, and looking for a missing file costs more than reading a small folder.
    const given = namesIn(state.path).includes(TRUST_NAME) ? listTrustedFolders(state.path) : [];
    if (given.length === 0) return false;
    const folder = realPathIfAny(this.folder);
    const main = mainRepository(this.root);
    return given.some((trusted) =>
      folder !== undefined && isInside(folder, trusted.path) && isInside(trusted.path, this.root) &&
        isValid(trusted) ||
      // Where a worktree was, another user may have put a folder that claims to be it.
      main === trusted.path && isValid(trusted) && ownerOf(this.root) === trusted.owner
    );
  }
}
