/** Whether a command changes anything: `read` ones may be asked of a store that somebody else owns. */
export type Access = 'read' | 'write';

/** Says so of every command of a subject. */
export type AccessOf<Subject> = { readonly [Name in keyof Subject]: Access };
