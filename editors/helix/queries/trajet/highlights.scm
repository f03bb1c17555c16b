; Written by grammar/scripts/write-grammar.ts: change that, not this file.

[
  (doc_comment)
] @comment.line.documentation

[
  (line_comment)
  (block_comment)
] @comment

[
  (string)
  (text_block)
] @string

[
  (escape)
] @constant.character.escape

[
  (template)
] @string.special

[
  (number)
  (percent)
  (time)
  (date)
] @constant.numeric

[
  (currency)
  (unit)
  (calendar)
  (order_state)
  (times_word)
  "across"
  "after"
  "ago"
  "all"
  "always"
  "any"
  "as"
  "at"
  "average"
  "back"
  "before"
  "body"
  "by"
  "called"
  "cart"
  "cases"
  "categories"
  "category"
  "clear"
  "code"
  "containing"
  "continue"
  "currency"
  "day"
  "days"
  "distinct"
  "earlier"
  "ends"
  "env"
  "every"
  "everyone"
  "exactly"
  "exited"
  "expect"
  "field"
  "file"
  "finished"
  "first"
  "for"
  "from"
  "given"
  "goal"
  "group"
  "header"
  "held"
  "imports"
  "including"
  "kind"
  "label"
  "largest"
  "last"
  "least"
  "limit"
  "link"
  "list"
  "manually"
  "marketing"
  "matching"
  "messages"
  "method"
  "month"
  "most"
  "network"
  "never"
  "no"
  "nothing"
  "objective"
  "of"
  "older"
  "on"
  "one"
  "order"
  "orders"
  "out"
  "over"
  "pause"
  "per"
  "platform"
  "pool"
  "preview"
  "product"
  "products"
  "question"
  "rank"
  "reached"
  "receive"
  "reenter"
  "refuses"
  "resend"
  "rest"
  "restart"
  "secret"
  "sent"
  "set"
  "since"
  "skip"
  "snapshot"
  "spent"
  "starts"
  "stay"
  "stock"
  "subject"
  "subscribed"
  "tags"
  "take"
  "than"
  "through"
  "tiers"
  "times"
  "title"
  "to"
  "today"
  "top"
  "total"
  "transactional"
  "units"
  "unknown"
  "up"
  "value"
  "waiting"
  "weekday"
  "weekdays"
  "weekends"
  "with"
  "within"
  "year"
  "yesterday"
] @keyword

[
  (weekday)
  "false"
  "true"
] @constant.builtin

[
  (primitive)
  "date"
  "time"
  "timezone"
  "url"
] @type.builtin

[
  (name)
] @type

[
  (label)
] @label

[
  (property)
] @variable.other.member

[
  "!="
  "*"
  "+"
  "-"
  "..<"
  "/"
  "<"
  "<="
  "="
  "=="
  ">"
  ">="
  "?"
  "|"
] @operator

[
  "("
  ")"
  "["
  "]"
  "{"
  "}"
] @punctuation.bracket

[
  ","
  "."
  ":"
] @punctuation.delimiter

[
  "abandon"
  "abandoned"
  "abandons"
  "answer"
  "answered"
  "answers"
  "bought"
  "buy"
  "buys"
  "change"
  "changed"
  "changes"
  "click"
  "clicked"
  "clicks"
  "did"
  "do"
  "does"
  "enter"
  "entered"
  "enters"
  "get"
  "gets"
  "got"
  "joined"
  "joins"
  "leaves"
  "left"
  "lose"
  "loses"
  "lost"
  "open"
  "opened"
  "opens"
  "resubscribe"
  "resubscribed"
  "resubscribes"
  "saw"
  "see"
  "sees"
  "sign"
  "signed"
  "signs"
  "text"
  "texted"
  "texts"
  "unsubscribed"
  "unsubscribes"
] @function

[
  "add"
  "archive"
  "break"
  "call"
  "delay"
  "else"
  "exit"
  "give"
  "if"
  "join"
  "leave"
  "match"
  "milestone"
  "otherwise"
  "remember"
  "remove"
  "repeat"
  "run"
  "send"
  "split"
  "start"
  "tag"
  "then"
  "unsubscribe"
  "untag"
  "until"
  "update"
  "wait"
  "when"
  "where"
] @keyword.control

[
  "and"
  "between"
  "contains"
  "has"
  "in"
  "is"
  "matches"
  "not"
  "or"
] @keyword.operator

[
  "audience"
  "channel"
  "coupon"
  "custom"
  "email"
  "event"
  "fragment"
  "journey"
  "labels"
  "loyalty"
  "message"
  "objectives"
  "record"
  "segment"
  "sms"
  "store"
  "survey"
  "test"
  "webhook"
] @keyword.storage.type

[
  "contact"
] @variable.builtin

((variable) @variable.builtin
  (#any-of? @variable.builtin "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))

((variable) @variable
  (#not-any-of? @variable "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))
