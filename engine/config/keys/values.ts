import { z } from 'zod';
import { key } from './key.ts';

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

export const historyLimit = z.int().min(0).max(10_000);

export const contextVisibility = z.enum(['all', 'allowlist', 'allowlist_quote']);

export const groupPolicy = z.enum(['allowlist', 'open', 'disabled']);

/** Program and arguments, started without a shell. */
export const argv = z.tuple([text], z.string());

const webAddress = z
  .string()
  .refine((value) => /^https?:/i.test(value) && URL.canParse(value), {
    error: 'expected an address that begins with https:// or http://',
    abort: true,
  })
  .check(({ value, issues }) => {
    const { protocol, host, username, password } = new URL(value);
    if (username === '' && password === '') return;
    const message = 'expected an address without user name and password, which would not be sent';
    // What is shown of it names neither.
    issues.push({ code: 'custom', message, input: `${protocol}//…@${host}` });
  });

/** The most that may be written there. */
export const MEGABYTES_MAX = 4_096;

/** Above which a file is not handed on. */
export const megabytes = z.int().min(1).max(MEGABYTES_MAX);

/** Something that is handed to a program or to an address. @param what It is, for the reference. */
export const programOrAddress = (what: string) =>
  z.strictObject({
    command: key(argv, `Program and arguments, which gets ${what} on standard input.`),
    http: key(webAddress, `Address to which ${what} is posted.`),
    timeoutMs: key(z.int().min(1).max(600_000), 'Milliseconds that it may take.', { default: '30000' }),
  });

/** How a session with a coding agent is run. */
export const acpRuntime = z.strictObject({
  agent: key(text, 'The harness.', { notYet: 'ACP sessions' }),
  backend: key(text, 'What runs it.', { notYet: 'ACP sessions' }),
  mode: key(z.enum(['persistent', 'oneshot']), 'Whether the session lasts.', {
    default: '`persistent`',
    notYet: 'ACP sessions',
  }),
  cwd: key(text, 'The folder in which it works.', { notYet: 'ACP sessions' }),
  label: key(text, 'What the session is called.', { notYet: 'ACP sessions' }),
});
