const SHELL_CHARACTERS = ['\0', '\r', '\n', ';', '&', '|', '`', '$', '<', '>', '"', "'"];

/** CFG-2: a bare program name, or a path, without anything that a shell would act on. */
export function isSafeExecutable(value: string): boolean {
  if (value.trim() === '' || SHELL_CHARACTERS.some((character) => value.includes(character))) return false;
  const isPath = /[/\\]/.test(value) || /^[.~]/.test(value);
  return isPath || /^[A-Za-z0-9._+][A-Za-z0-9._+-]*$/.test(value);
}

/** ATT-20: `host` or `user@host`, where neither can be taken for an ssh option or a path. */
export function isSshHost(value: string): boolean {
  return /^(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?(?:[A-Za-z0-9._][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])$/.test(
    value,
  );
}

/**
 * A remote shell parses the command line again (ruling-1), so a path for it holds nothing that any shell
 * would act on. `~` is out because it would mean this machine's home.
 */
export function isPlainRemotePath(value: string): boolean {
  return /^\/[A-Za-z0-9._/-]+$/.test(value);
}

/** A phone number in international form, or a mail address: what Messages can have as an address of its own. */
export function isAddress(value: string): boolean {
  return /^\+[\d\s().-]*\d[\d\s().-]*$/.test(value) || /^[^\s@:]+@[^\s@]+$/.test(value);
}

/** `~` and `~/…` under `home`; everything else unchanged. */
export function expandHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;
}
