; Written by grammar/scripts/write-grammar.ts: change that, not this file.

("{" @open "}" @close)
("[" @open "]" @close)
("(" @open ")" @close)
("\"" @open "\"" @close)
("\"\"\"" @open "\"\"\"" @close)
