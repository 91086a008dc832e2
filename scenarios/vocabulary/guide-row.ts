/** A line of a table of the guide (scenarios/README.md): how it is written, and what it means. In Markdown. */
export type GuideRow = readonly [form: string, meaning: string];
