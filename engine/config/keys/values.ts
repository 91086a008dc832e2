import { z } from 'zod';

// Values that keys of several subjects have.

export const text = z.string().refine((value) => value.trim() !== '' && !value.includes('\0'), {
  error: 'expected text that is not blank',
});

export const variableName = z.string().refine((value) => /^[A-Za-z_]\w*$/.test(value), {
  error: 'expected the name of an environment variable',
});

/** CFG-63: entries are stringified and trimmed; blank ones mean nothing. */
export const allowEntries = z
  .array(
    z
      .union([z.string(), z.int()], { error: 'expected a string or a number' })
      .transform((entry) => String(entry).trim()),
  )
  .transform((entries) => entries.filter((entry) => entry !== ''));

/** `~` and `~/…` under `home`; everything else unchanged. */
export function expandHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;
}
