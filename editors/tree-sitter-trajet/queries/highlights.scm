; Written by grammar/scripts/write-grammar.ts: change that, not this file.

[
  (doc_comment)
] @comment.documentation

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
] @string.escape

[
  (template)
] @string.special

[
  (number)
  (percent)
  (time)
  (date)
] @number

[
  (currency)
  (unit)
  (calendar)
  (order_state)
  (times_word)
  "across"
  "add"
  "after"
  "ago"
  "all"
  "always"
  "any"
  "archive"
  "as"
  "at"
  "average"
  "back"
  "before"
  "body"
  "break"
  "by"
  "call"
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
  "delay"
  "distinct"
  "earlier"
  "else"
  "ends"
  "env"
  "every"
  "everyone"
  "exactly"
  "exit"
  "exited"
  "expect"
  "field"
  "file"
  "finished"
  "first"
  "for"
  "from"
  "give"
  "given"
  "goal"
  "group"
  "header"
  "held"
  "if"
  "imports"
  "including"
  "join"
  "kind"
  "label"
  "largest"
  "last"
  "least"
  "leave"
  "limit"
  "link"
  "list"
  "manually"
  "marketing"
  "match"
  "matching"
  "messages"
  "method"
  "milestone"
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
  "otherwise"
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
  "remember"
  "remove"
  "repeat"
  "resend"
  "rest"
  "restart"
  "run"
  "secret"
  "send"
  "sent"
  "set"
  "since"
  "skip"
  "snapshot"
  "spent"
  "split"
  "start"
  "starts"
  "stay"
  "stock"
  "subject"
  "subscribed"
  "tag"
  "tags"
  "take"
  "than"
  "then"
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
  "unsubscribe"
  "untag"
  "until"
  "up"
  "update"
  "value"
  "wait"
  "waiting"
  "weekday"
  "weekdays"
  "weekends"
  "when"
  "where"
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
] @property

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
] @keyword.type

[
  "contact"
] @variable.builtin

((variable) @variable.builtin
  (#any-of? @variable.builtin "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))

((variable) @variable
  (#not-any-of? @variable "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))
