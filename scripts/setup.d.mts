/** Types of the exported parts of setup.mjs, which stays plain JavaScript so that Node 20 can run it. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}
export declare function fingerprint(root: string, paths: readonly string[]): string;
export declare function isInstalled(root: string, machine?: Machine): boolean;
export declare function staleParts(
  root: string,
  stamp: Readonly<Record<string, string>>,
): { readonly prints: Readonly<Record<string, string>>; readonly stale: readonly string[] };
export declare function pinnedNode(root: string): string | undefined;
export declare function resolveCommand(root: string, node: string, command: readonly string[]): string[];
