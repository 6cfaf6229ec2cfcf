import { fsyncSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** A file that Emscripten's NODEFS has open. */
interface Stream {
  readonly nfd?: number;
}

/** What we know of NODEFS, which is internal to Emscripten; the check at start notices when it changes. */
interface NodeFiles {
  stream_ops: object;
  createNode: (this: NodeFiles, ...args: unknown[]) => { stream_ops: object };
}

type Init = NodeFS["init"];

/**
 * PGlite's files with an fsync that is one. NODEFS has no such callback, so that fsync() succeeds without doing anything and a power cut can tear or
 * lose what was committed.
 */
export class DurableFiles extends NodeFS {
  /** How often something was made to last. */
  syncs = 0;

  override async init(pg: PGlite, options: Parameters<Init>[1]): ReturnType<Init> {
    const made = await super.init(pg, options);
    const fsync = ({ nfd }: Stream): number => {
      this.syncs += 1;
      if (nfd !== undefined) fsyncSync(nfd);
      return 0;
    };
    const install = (module: unknown): void => {
      const files = (module as { FS: { filesystems: { NODEFS: NodeFiles } } }).FS.filesystems.NODEFS;
      const create = files.createNode;
      files.stream_ops = { ...files.stream_ops, fsync };
      files.createNode = (...args) => {
        const node = create.apply(files, args);
        node.stream_ops = files.stream_ops;
        return node;
      };
    };
    const before = [made.emscriptenOpts.preRun ?? []].flat();
    made.emscriptenOpts.preRun = [...before, install];
    return made;
  }
}
