// What helps where the system or SQLite could not do something, by the code that it says. A row of the registry stands
// for many of them, and its remedy may be that of another one.

const MORE_FILES = 'Start imgate with a higher limit of open files (ulimit -n).';
const NO_MEMORY = 'Free memory.';
const SPACE = 'Free disk space.';
const WRITABLE = 'Make the volume writable, or choose a path on another one.';
const DISK = 'Look at the disk; the log of the system says more.';
const VOLUME = 'The volume of that path is away: connect it again.';
const NO_FOLDER = 'A part of that path is a file: choose another path, or put a folder there.';

/** Whose permissions they are, and what grants them, depends on the file. */
const PERMISSION = /^(?:EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH)/;

const REMEDIES: Readonly<Record<string, string>> = {
  EMFILE: MORE_FILES,
  ENFILE: 'Too many files are open on this machine: end programs that have many, or raise its limit.',
  EAGAIN:
    'Too many processes run on this machine, or for this user: end some, or raise the limit (ulimit -u).',
  ENOMEM: NO_MEMORY,
  SQLITE_NOMEM: NO_MEMORY,
  ENOSPC: SPACE,
  SQLITE_FULL: SPACE,
  EDQUOT: 'Free space of this user, or have the quota raised.',
  EFBIG: 'Raise how large a file may become (ulimit -f).',
  EROFS: WRITABLE,
  SQLITE_READONLY: WRITABLE,
  EIO: DISK,
  SQLITE_IOERR: DISK,
  ENXIO: VOLUME,
  ENODEV: VOLUME,
  ESTALE: VOLUME,
  ENOTCONN: VOLUME,
  ETIMEDOUT: VOLUME,
  ENOENT: 'Correct that path: nothing is there.',
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
  EISDIR: 'There is a folder at that path: choose another path, or put a file there.',
  ENAMETOOLONG: 'Choose a shorter path.',
  ELOOP: 'The links of that path lead in a circle: put them right.',
  EBUSY: 'Find the program that has it locked.',
  SQLITE_BUSY: 'Find the program that has it locked.',
  SQLITE_LOCKED: 'Find the program that has it locked.',
};

/** Null = nothing that is true of every file. Of SQLite the extended codes count as the plain one. */
export function systemRemedy(code: string): string | null {
  const plain = /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
  return Object.hasOwn(REMEDIES, plain) ? REMEDIES[plain]! : null;
}

export function isPermission(code: string): boolean {
  return PERMISSION.test(code);
}

/** The code that an error of the system or of SQLite carries; '' = none. */
export function systemCode(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
