/** Contents are named by their digests. */
export interface SeenFiles {
  /** What was put on the disk of the Mac, by its path; what a link leads to stands under its own. */
  readonly put: readonly { readonly path: string; readonly digest: string }[];
  /** What converters make. */
  readonly made: readonly string[];
  /** As an agent finds them when it is asked; null = there is nothing. */
  readonly handed: readonly {
    readonly turnId: string;
    readonly name: string;
    readonly digest: string | null;
  }[];
}
