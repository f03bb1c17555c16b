; Written by grammar/scripts/write-grammar.ts: change that, not this file.

(_ "{" "}" @end) @indent
(_ "[" "]" @end) @indent
(_ "(" ")" @end) @indent
