; Written by grammar/scripts/write-grammar.ts: change that, not this file.

[
  (string)
  (text_block)
] @string

[
  (doc_comment)
  (line_comment)
  (block_comment)
] @comment.inclusive
