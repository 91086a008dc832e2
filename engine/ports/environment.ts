// What programs get of the environment of this process (ruling-38).

type Environment = Readonly<Record<string, string | undefined>>;

const TOOL_NAMES: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'SSH_AUTH_SOCK'],
  ...['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
    name,
    name.toUpperCase(),
  ]),
]);
const TOOL_PREFIX = /^(?:LC|IMSG|FAKE_IMSG)_/;

/** For `imsg` and `scp`: what they need to work, and what the configuration adds. */
export function toolEnvironment(own: Environment, added: Environment = {}): Environment {
  const passed = Object.entries(own).filter(([name]) => TOOL_NAMES.has(name) || TOOL_PREFIX.test(name));
  return { ...Object.fromEntries(passed), ...added };
}

/** For agents: everything, or the variables named in `only`, and what is added. */
export function agentEnvironment(
  own: Environment,
  only: readonly string[] | null,
  added: Environment,
): Environment {
  if (only === null) return { ...own, ...added };
  const passed = Object.entries(own).filter(([name]) => only.includes(name));
  return { ...Object.fromEntries(passed), ...added };
}
