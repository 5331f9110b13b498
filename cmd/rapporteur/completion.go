package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is shown below the flags.
func (completionCmd) Help() string {
	return `Examples:
  source <(rapporteur completion bash)
  rapporteur completion zsh > ~/.zfunc/_rapporteur
  rapporteur completion fish > ~/.config/fish/completions/rapporteur.fish`
}

// Run prints the completions, made from the commands and flags as they are.
func (c *completionCmd) Run(e *env) error {
	print := map[string]func(*kong.Node) string{"bash": bash, "zsh": zsh, "fish": fish}[c.Shell]
	_, err := fmt.Fprint(e.stdout, print(e.model.Node))
	return err
}

func flagsOf(n *kong.Node) (out []*kong.Flag) {
	for _, f := range n.Flags {
		if !f.Hidden {
			out = append(out, f)
		}
	}
	return out
}

func words(flags []*kong.Flag) string {
	var out []string
	for _, f := range flags {
		out = append(out, "--"+f.Name)
	}
	return strings.Join(out, " ")
}

// choices are the words that a flag takes, for flags with a closed list.
func choices(f *kong.Flag) string {
	if f.Enum == "" {
		return ""
	}
	return strings.Join(strings.FieldsFunc(f.Enum, func(r rune) bool { return r == ',' || r == ' ' }), " ")
}

func bash(root *kong.Node) string {
	var b strings.Builder
	b.WriteString("_rapporteur() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= w\n  for w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case $w in\n")
	var commands []string
	for _, n := range root.Children {
		commands = append(commands, n.Name)
	}
	fmt.Fprintf(&b, "      %s) cmd=$w; break ;;\n    esac\n  done\n  case $cmd:$prev in\n", strings.Join(commands, "|"))
	for _, n := range root.Children {
		for _, f := range n.Flags {
			if c := choices(f); c != "" {
				fmt.Fprintf(&b, "    %s:--%s) COMPREPLY=($(compgen -W %q -- \"$cur\")); return ;;\n", n.Name, f.Name, c)
			}
		}
	}
	b.WriteString("  esac\n  local flags=\n  case $cmd in\n")
	fmt.Fprintf(&b, "    '') COMPREPLY=($(compgen -W %q -- \"$cur\")); return ;;\n", strings.Join(commands, " ")+" "+words(flagsOf(root)))
	for _, n := range root.Children {
		extra := ""
		if n.Name == "completion" {
			extra = "bash zsh fish "
		}
		fmt.Fprintf(&b, "    %s) flags=%q ;;\n", n.Name, extra+words(flagsOf(n))+" "+words(flagsOf(root)))
	}
	b.WriteString("  esac\n  if [[ $cur == -* || $cmd == completion ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$cur\")); else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\ncomplete -o filenames -o bashdefault -F _rapporteur rapporteur\n")
	return b.String()
}

func zsh(root *kong.Node) string {
	quote := func(s string) string {
		return strings.NewReplacer("'", "'\\''", "[", "\\[", "]", "\\]", ":", "\\:").Replace(s)
	}
	spec := func(f *kong.Flag) string {
		s := fmt.Sprintf("'--%s[%s]", f.Name, quote(f.Help))
		if c := choices(f); c != "" {
			s += fmt.Sprintf(":%s:(%s)", f.Name, c)
		} else if !f.IsBool() {
			s += fmt.Sprintf(":%s:_files", f.Name)
		}
		return s + "'"
	}
	var b strings.Builder
	b.WriteString("#compdef rapporteur\n_rapporteur() {\n  local -a commands\n  commands=(\n")
	for _, n := range root.Children {
		fmt.Fprintf(&b, "    '%s:%s'\n", n.Name, quote(n.Help))
	}
	b.WriteString("  )\n  local curcontext=$curcontext state line\n  _arguments -C \\\n")
	for _, f := range flagsOf(root) {
		fmt.Fprintf(&b, "    %s \\\n", spec(f))
	}
	b.WriteString("    '1:command:->command' '*::argument:->argument'\n  case $state in\n    command) _describe command commands ;;\n    argument)\n      case $line[1] in\n")
	for _, n := range root.Children {
		fmt.Fprintf(&b, "        %s) _arguments", n.Name)
		for _, f := range flagsOf(n) {
			b.WriteString(" \\\n          " + spec(f))
		}
		if n.Name == "completion" {
			b.WriteString(" \\\n          '1:shell:(bash zsh fish)' ;;\n")
		} else {
			b.WriteString(" \\\n          '*:file:_files' ;;\n")
		}
	}
	b.WriteString("      esac ;;\n  esac\n}\nif [ \"$funcstack[1]\" = _rapporteur ]; then _rapporteur \"$@\"; else compdef _rapporteur rapporteur; fi\n")
	return b.String()
}

func fish(root *kong.Node) string {
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	line := func(cond string, f *kong.Flag) string {
		s := "complete -c rapporteur " + cond + " -l " + f.Name + " -d " + quote(f.Help)
		if c := choices(f); c != "" {
			s += " -x -a " + quote(c)
		} else if !f.IsBool() {
			s += " -r"
		}
		return s + "\n"
	}
	var b strings.Builder
	for _, n := range root.Children {
		fmt.Fprintf(&b, "complete -c rapporteur -n __fish_use_subcommand -f -a %s -d %s\n", n.Name, quote(n.Help))
	}
	for _, f := range flagsOf(root) {
		b.WriteString(line("", f))
	}
	for _, n := range root.Children {
		for _, f := range flagsOf(n) {
			b.WriteString(line("-n '__fish_seen_subcommand_from "+n.Name+"'", f))
		}
	}
	b.WriteString("complete -c rapporteur -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n")
	return b.String()
}
