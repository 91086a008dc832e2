import { commandHelp } from '../../command-line/help.ts';
import type { Signature } from '../../command-line/signature.ts';

/** A script that completes the words of imsg, or Markdown for `llm`; null for another shell. Own texts. */
export function completionScript(shell: string, commands: readonly Signature[]): string[] | null {
  switch (shell) {
    case 'bash':
      return [
        '_imsg() {',
        `  local word=\${COMP_WORDS[COMP_CWORD]}`,
        `  case \${COMP_WORDS[1]} in`,
        ...commands.map(
          (command) => `    ${command.name}) COMPREPLY=($(compgen -W '${words(command)}' -- "$word")) ;;`,
        ),
        `    *) COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$word")) ;;`,
        '  esac',
        '}',
        'complete -F _imsg imsg',
      ];
    case 'zsh':
      return ['#compdef imsg', ...zshCases(commands)];
    case 'fish':
      return commands.flatMap(fishLines);
    case 'llm':
      return [
        '# imsg',
        ...commands.flatMap((command) => ['', `## ${command.name}`, '', ...commandHelp(command)]),
      ];
    default:
      return null;
  }
}

const words = ({ options }: Signature) => options.flatMap(({ spellings }) => spellings).join(' ');

function zshCases(commands: readonly Signature[]): string[] {
  const names = commands.map(({ name }) => name).join(' ');
  return [
    `if (( CURRENT == 2 )); then compadd -- ${names}; return; fi`,
    'case $words[2] in',
    ...commands.map((command) => `  ${command.name}) compadd -- ${words(command)} ;;`),
    'esac',
  ];
}

function fishLines({ name, about, options }: Signature): string[] {
  const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const long = options.flatMap(({ spellings }) => spellings.filter((spelling) => spelling.startsWith('--')));
  return [
    `complete -c imsg -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ...long.map((spelling) => {
      return `complete -c imsg -n '__fish_seen_subcommand_from ${name}' -l ${spelling.slice(2)}`;
    }),
  ];
}
