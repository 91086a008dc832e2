/** A file that came with a message, as imsg names it, on the Mac that runs imsg. */
export interface Attachment {
  readonly path: string;
  readonly name: string;
  readonly mimeType: string | null;
  readonly bytes: number | null;
}
