# Of Stryker's reports: one line for each mutant of these states, as docs/mutation.md lists it. It names no line number, which the next change would move.
def cell: gsub("\\s+"; " ") | gsub("`"; "'") | gsub("\\|"; "\\|") | if length > 110 then .[:107] + "..." else . end;

[ .[].files | to_entries[] | .key as $path | (.value.source | split("\n")) as $lines | .value.mutants[]
  | select(.status | IN($states[]))
  | .location as $at
  | $lines[$at.start.line - 1] as $line
  | (if $at.start.line == $at.end.line then $line[$at.start.column - 1:$at.end.column - 1] else $line[$at.start.column - 1:] end) as $was
  | "| `\($path | split("/") | last)` | \(.mutatorName | sub(" mutation$"; "")) | `\($was | cell)` | `\(.replacement // "" | cell)` |"
] | unique[]
